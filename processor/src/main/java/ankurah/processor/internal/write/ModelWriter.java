package ankurah.processor.internal.write;

import ankurah.processor.internal.ClassName;
import ankurah.processor.internal.ModelSpec;
import ankurah.processor.internal.Problems;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/** Writes all files of a model. Each names the record it comes from, so that builds know when to write it again. */
public final class ModelWriter {
    /** Where the TypeScript files go, beside the classes. */
    public static final String TYPE_SCRIPT_FOLDER = "META-INF/ankurah/typescript/";

    private final Filer filer;
    private final Problems problems;

    public ModelWriter(Filer filer, Problems problems) {
        this.filer = filer;
        this.problems = problems;
    }

    public void write(ModelSpec model) {
        List<JavaWriter> writers = List.of(
                new CollectionWriter(model),
                new ViewWriter(model),
                new EditWriter(model),
                new RefWriter(model),
                new MappingWriter(model));
        for (JavaWriter writer : writers) {
            writeJava(model, writer.name(), writer.source());
        }
        writeTypeScript(model, new TypeScriptWriter(model).source());
    }

    private void writeJava(ModelSpec model, ClassName name, String source) {
        try {
            write(filer.createSourceFile(name.qualified(), model.element()), source);
        } catch (FilerException e) {
            problems.at(
                    model.element(),
                    name.name()
                            + ", which would be written for this model, is there already: rename one, or choose another"
                            + " name with @Model(plural = \"...\")");
        } catch (IOException e) {
            problems.at(model.element(), name.name() + " cannot be written: " + e.getMessage());
        }
    }

    private void writeTypeScript(ModelSpec model, String source) {
        String file = TYPE_SCRIPT_FOLDER + model.names().model().simpleName() + ".ts";
        try {
            write(filer.createResource(StandardLocation.CLASS_OUTPUT, "", file, model.element()), source);
        } catch (FilerException e) {
            problems.at(
                    model.element(),
                    "two models are named " + model.names().model().simpleName() + ", and so would their files for"
                            + " TypeScript be: rename one");
        } catch (IOException e) {
            problems.at(model.element(), file + " cannot be written: " + e.getMessage());
        }
    }

    private static void write(FileObject file, String source) throws IOException {
        try (Writer out = file.openWriter()) {
            out.write(source);
        }
    }
}
