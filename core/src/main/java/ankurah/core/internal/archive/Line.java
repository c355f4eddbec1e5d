package ankurah.core.internal.archive;

import ankurah.event.AnkurahException;
import ankurah.event.JsonText;
import ankurah.event.Value;
import ankurah.event.ValueText;
import ankurah.event.internal.Utf8;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of an export, as it is read. */
final class Line {
    private final long number;
    private final Value.Obj object;

    private Line(long number, Value.Obj object) {
        this.number = number;
        this.object = object;
    }

    static Line read(long number, byte[] utf8) {
        Value value;
        try {
            value = JsonText.parse(Utf8.text(utf8));
        } catch (AnkurahException e) {
            throw damaged(number, "is no JSON: " + e.getMessage(), e);
        }
        if (value instanceof Value.Obj object) {
            return new Line(number, object);
        }
        throw damaged(number, "is no JSON object", null);
    }

    boolean has(String name) {
        return object.fields().containsKey(name);
    }

    Line inner(String name) {
        return line(field(name));
    }

    private Line line(Value value) {
        if (value instanceof Value.Obj inner) {
            return new Line(number, inner);
        }
        throw wrong("has something else where an object should be");
    }

    String text(String name) {
        if (field(name) instanceof Value.Str text) {
            return text.value();
        }
        throw wrong("has no text as '" + name + "'");
    }

    long number(String name) {
        if (field(name) instanceof Value.Int number) {
            return number.value();
        }
        throw wrong("has no whole number as '" + name + "'");
    }

    boolean bool(String name) {
        if (field(name) instanceof Value.Bool bool) {
            return bool.value();
        }
        throw wrong("has neither true nor false as '" + name + "'");
    }

    byte[] bytes(String name) {
        if (ValueText.read(Value.Kind.BYTES, text(name)) instanceof Value.Bytes bytes) {
            return bytes.value();
        }
        throw wrong("has no base64 as '" + name + "'");
    }

    List<Line> lines(String name) {
        return list(name).stream().map(this::line).toList();
    }

    List<String> texts(String name) {
        return list(name).stream()
                .map(value -> {
                    if (value instanceof Value.Str text) {
                        return text.value();
                    }
                    throw wrong("has something else than texts in '" + name + "'");
                })
                .toList();
    }

    private List<Value> list(String name) {
        if (field(name) instanceof Value.List list) {
            return list.items();
        }
        throw wrong("has no list as '" + name + "'");
    }

    private Value field(String name) {
        Value value = object.fields().get(name);
        if (value == null) {
            throw wrong("lacks '" + name + "'");
        }
        return value;
    }

    AnkurahException wrong(String what) {
        return damaged(number, what, null);
    }

    static AnkurahException damaged(long line, String what, @Nullable Throwable cause) {
        return new AnkurahException.Invalid("export.damaged", "line " + line + " of the export " + what, cause);
    }
}
