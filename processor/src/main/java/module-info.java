/** Writes typed code from model records, when they are compiled. */
module ankurah.processor {
    requires ankurah.model;
    requires ankurah.query;
    requires java.compiler;
    requires static org.jspecify;

    exports ankurah.processor;

    provides javax.annotation.processing.Processor with
            ankurah.processor.ModelProcessor;
}
