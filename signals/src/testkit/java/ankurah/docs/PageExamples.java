package ankurah.docs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The examples of a page: all {@code java} blocks under one heading are one program, in the order in which they stand
 * there, and its {@code text} blocks are what it prints. Tests of other modules compile this folder with their own.
 */
public final class PageExamples {
    private PageExamples() {}

    /** What one section of a page shows: its code, and what it says the code prints. */
    public record Example(String heading, String code, String output) {}

    /** The sections of a page that show Java, by their headings. */
    public static Map<String, Example> of(Path page) throws IOException {
        Map<String, Example> examples = new LinkedHashMap<>();
        String heading = "";
        StringBuilder block = null;
        String kind = "";
        for (String line : Files.readAllLines(page)) {
            if (block != null && line.startsWith("```")) {
                add(examples, heading, kind, block.toString());
                block = null;
            } else if (block != null) {
                block.append(line).append('\n');
            } else if (line.startsWith("```")) {
                kind = line.substring(3);
                block = new StringBuilder();
            } else if (line.startsWith("#")) {
                heading = line.replaceFirst("^#+ *", "");
            }
        }
        return examples;
    }

    private static void add(Map<String, Example> examples, String heading, String kind, String block) {
        Example before = examples.getOrDefault(heading, new Example(heading, "", ""));
        if (kind.equals("java")) {
            examples.put(heading, new Example(heading, before.code + block, before.output));
        } else if (kind.equals("text")) {
            examples.put(heading, new Example(heading, before.code, before.output + block));
        }
    }

    /**
     * Compiles an example for Java 21 and runs it here.
     *
     * @param imports what a page may leave out, {@code import a.b.*;}
     * @param folder an empty one
     * @return what it printed
     */
    public static String run(Example example, String imports, Path folder) throws Exception {
        return run(example, imports, List.of(), folder);
    }

    /**
     * The same with more options for the compiler.
     *
     * @param head imports, and types that the example uses
     */
    public static String run(Example example, String head, List<String> options, Path folder) throws Exception {
        String source =
                head + "\npublic class Example {\n    public static void main(String[] args) throws Exception {\n"
                        + example.code + "    }\n}\n";
        compile(source, options, folder);
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass("Example").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static void compile(String source, List<String> more, Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            Path file = Files.writeString(folder.resolve("Example.java"), source);
            String libraries = System.getProperty("java.class.path");
            List<String> options = new ArrayList<>(more);
            options.addAll(List.of("-cp", libraries, "-d", folder.toString(), "--release", "21"));
            if (!compiler.getTask(complaints, files, null, options, null, files.getJavaFileObjects(file))
                    .call()) {
                throw new AssertionError(complaints + "\n" + source);
            }
        }
    }
}
