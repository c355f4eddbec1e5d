/** The annotations that make a record a model. */
module ankurah.model {
    requires static org.jspecify;

    exports ankurah.model;
}
