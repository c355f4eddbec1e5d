package ankurah.cli.internal.input;

import ankurah.cli.internal.Failure;
import ankurah.cli.internal.output.SchemaText;
import ankurah.core.Catalog;
import ankurah.core.Schema;
import ankurah.event.AnkurahException;
import ankurah.event.JsonText;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@code schema --json} printed, from a file. */
public final class SchemaFile {
    private static final long MOST_BYTES = 64 << 20;

    private final Path file;

    private SchemaFile(Path file) {
        this.file = file;
    }

    /** @throws Failure with exit code 2 if it cannot be read, or is something else */
    public static Schema read(Path file) {
        SchemaFile reader = new SchemaFile(file);
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw reader.wrong("it has more than " + MOST_BYTES + " bytes");
            }
            return reader.schema(JsonText.parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw reader.wrong("it cannot be read: " + unreadable.getMessage());
        } catch (AnkurahException malformed) {
            throw reader.wrong(malformed.getMessage());
        }
    }

    private Schema schema(Value json) {
        Value.Obj object = object(json, "the schema");
        if (!text(object, "format").equals(SchemaText.FORMAT)) {
            throw wrong("its format is '" + text(object, "format") + "', and this version reads " + SchemaText.FORMAT);
        }
        Catalog catalog = Catalog.EMPTY;
        for (Map.Entry<String, Value> collection :
                object(field(object, "collections"), "collections").fields().entrySet()) {
            TreeMap<String, Catalog.Property> properties = new TreeMap<>();
            for (Map.Entry<String, Value> property :
                    object(collection.getValue(), collection.getKey()).fields().entrySet()) {
                properties.put(property.getKey(), property(property.getKey(), property.getValue()));
            }
            catalog = catalog.with(collection.getKey(), properties);
        }
        List<IndexStatus> indexes = new ArrayList<>();
        for (Value index : list(field(object, "indexes"), "indexes")) {
            indexes.add(index(object(index, "an index")));
        }
        return new Schema(catalog, indexes);
    }

    private Catalog.Property property(String name, Value json) {
        Value.Obj property = object(json, name);
        EnumSet<Value.Kind> kinds = EnumSet.noneOf(Value.Kind.class);
        for (Value kind : list(field(property, "kinds"), "kinds")) {
            kinds.add(named(Value.Kind.values(), text(kind, "a kind"), "kind of value"));
        }
        return new Catalog.Property(name, text(property, "dataType"), kinds);
    }

    private IndexStatus index(Value.Obj index) {
        IndexSpec spec = new IndexSpec(
                text(index, "collection"),
                AnkQl.parse("ORDER BY " + text(index, "columns")).orderBy());
        IndexStatus.Phase phase = named(IndexStatus.Phase.values(), text(index, "state"), "state of an index");
        return new IndexStatus(spec, phase, field(index, "declared").equals(Value.TRUE), 0, 0);
    }

    private <E extends Enum<E>> E named(E[] all, String name, String what) {
        for (E one : all) {
            if (one.name().toLowerCase(Locale.ROOT).equals(name)) {
                return one;
            }
        }
        throw wrong("'" + name + "' is no " + what);
    }

    private Value field(Value.Obj object, String name) {
        Value value = object.fields().get(name);
        if (value == null) {
            throw wrong("it lacks '" + name + "'");
        }
        return value;
    }

    private String text(Value.Obj object, String name) {
        return text(field(object, name), "'" + name + "'");
    }

    private String text(Value value, String what) {
        if (value instanceof Value.Str text) {
            return text.value();
        }
        throw wrong(what + " is no text");
    }

    private Value.Obj object(Value value, String what) {
        if (value instanceof Value.Obj object) {
            return object;
        }
        throw wrong("'" + what + "' is no object");
    }

    private List<Value> list(Value value, String what) {
        if (value instanceof Value.List list) {
            return list.items();
        }
        throw wrong("'" + what + "' is no list");
    }

    private Failure wrong(@Nullable String why) {
        return Failure.usage("'" + file + "' is no schema that 'ankurah schema --json' printed: " + why);
    }
}
