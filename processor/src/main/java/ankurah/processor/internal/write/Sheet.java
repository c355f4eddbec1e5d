package ankurah.processor.internal.write;

import ankurah.processor.internal.ClassName;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java file that is being written from templates. In a template, {@code #{a.b.C}} is a class by its qualified name, which is
 * imported if its short name is free, and {@code #{name}} stands for a text.
 */
final class Sheet {
    private static final Pattern HOLE = Pattern.compile("#\\{([^}]+)}");

    private final String packageName;
    private final Map<String, String> texts;
    /** The qualified top-level class that each short name stands for. */
    private final Map<String, String> shortNames = new TreeMap<>();

    private final StringBuilder body = new StringBuilder();

    /** @param texts what the templates name */
    Sheet(String packageName, Map<String, String> texts) {
        this.packageName = packageName;
        this.texts = new TreeMap<>(texts);
    }

    /** Keeps the short name of a class for it. */
    void reserve(ClassName name) {
        use(name);
    }

    /** How the class is written in this file. */
    String use(ClassName name) {
        String top = name.packageName().isEmpty() ? name.topLevel() : name.packageName() + "." + name.topLevel();
        String holder = shortNames.putIfAbsent(name.topLevel(), top);
        return holder == null || holder.equals(top) ? name.name() : name.qualified();
    }

    String use(String qualified) {
        return use(ClassName.parse(qualified));
    }

    /** Another text for the templates. */
    Sheet with(String name, String text) {
        texts.put(name, text);
        return this;
    }

    Sheet add(String template) {
        body.append(fill(template));
        return this;
    }

    /** Two parts on one line if they fit, on two if not. */
    void line(String left, String right) {
        boolean fits = left.length() + 1 + right.length() <= Lines.LONGEST;
        String indent = " ".repeat(left.length() - left.stripLeading().length() + 8);
        body.append(left).append(fits ? " " : "\n" + indent).append(right).append('\n');
    }

    /** The template without its holes. */
    String fill(String template) {
        return HOLE.matcher(template).replaceAll(hole -> {
            String name = hole.group(1);
            String text = name.indexOf('.') >= 0 ? use(name) : texts.get(name);
            if (text == null) {
                throw new IllegalStateException("no text for " + hole.group());
            }
            return Matcher.quoteReplacement(text);
        });
    }

    /** The whole file. */
    String render() {
        StringBuilder out = new StringBuilder();
        if (!packageName.isEmpty()) {
            out.append("package ").append(packageName).append(";\n\n");
        }
        int start = out.length();
        shortNames.values().stream()
                .sorted()
                .filter(this::needsImport)
                .forEach(name -> out.append("import ").append(name).append(";\n"));
        if (out.length() > start) {
            out.append('\n');
        }
        return out.append(body).toString();
    }

    private boolean needsImport(String qualified) {
        String prefix = qualified.substring(0, qualified.lastIndexOf('.') + 1);
        return !prefix.equals(packageName.isEmpty() ? "" : packageName + ".") && !prefix.equals("java.lang.");
    }
}
