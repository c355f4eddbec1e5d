package ankurah.query;

import ankurah.event.Value;
import java.util.List;

/** A property with texts. */
public final class TextField extends Field<String> {
    TextField(Operand.Path path) {
        super(path, Value::of);
    }

    /** One of the values. */
    public Predicate in(String... values) {
        return in(List.of(values));
    }

    /** See {@link Predicate.Like} for patterns. */
    public Predicate like(String pattern) {
        return new Predicate.Like(path(), literal(pattern), false);
    }

    /** {@link #like} that ignores case. */
    public Predicate ilike(String pattern) {
        return new Predicate.Like(path(), literal(pattern), true);
    }

    public Predicate startsWith(String prefix) {
        return like(escaped(prefix) + "%");
    }

    public Predicate endsWith(String suffix) {
        return like("%" + escaped(suffix));
    }

    public Predicate contains(String part) {
        return like("%" + escaped(part) + "%");
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || c == '_' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
        return out.toString();
    }

    @Override
    TextField behind(Operand.Path reference) {
        return new TextField(joined(reference));
    }
}
