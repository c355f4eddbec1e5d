package ankurah.examples.catalogue;

import ankurah.core.Context;
import ankurah.core.Transaction;
import ankurah.event.JsonText;
import ankurah.event.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Loads the Chinook catalogue: artists, albums and tracks that name each other by numbers there, and by references here. An
 * id is final as soon as its entity is created, so that all of it is one transaction.
 */
final class Chinook {
    private final Map<String, Value> arrays;
    private final Transaction tx;
    private final Map<Value, ArtistRef> artists = new HashMap<>();
    private final Map<Value, AlbumRef> albums = new HashMap<>();

    private Chinook(Map<String, Value> arrays, Transaction tx) {
        this.arrays = arrays;
        this.tx = tx;
    }

    static void load(Context ctx) {
        if (!(JsonText.parse(text()) instanceof Value.Obj file)) {
            throw new IllegalStateException("chinook.json is not an object");
        }
        ctx.run(tx -> new Chinook(file.fields(), tx).load());
    }

    private static String text() {
        try (InputStream file = Chinook.class.getResourceAsStream("chinook.json")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void load() {
        for (Row row : rows("Artist")) {
            artists.put(
                    row.key("ArtistId"),
                    Artists.create(tx, new Artist(row.text("Name"))).ref());
        }
        for (Row row : rows("Album")) {
            Album album = new Album(row.text("Title"), found(artists, row.key("ArtistId")));
            albums.put(row.key("AlbumId"), Albums.create(tx, album).ref());
        }
        for (Row row : rows("Track")) {
            Tracks.create(tx, track(row));
        }
    }

    private Track track(Row row) {
        String composer = row.textOrNull("Composer");
        return new Track(
                row.text("Name"),
                found(albums, row.key("AlbumId")),
                composer == null || composer.isEmpty() ? null : composer,
                Math.toIntExact(row.number("Milliseconds").longValueExact()),
                row.number("UnitPrice"),
                0);
    }

    private List<Row> rows(String array) {
        if (!(arrays.get(array) instanceof Value.List list)) {
            throw new IllegalStateException("chinook.json has no array " + array);
        }
        return list.items().stream()
                .map(item -> new Row(((Value.Obj) item).fields()))
                .toList();
    }

    private static <R> R found(Map<Value, R> refs, Value key) {
        return Objects.requireNonNull(refs.get(key), () -> "nothing has the number " + key);
    }

    /** An object of the file. */
    private record Row(Map<String, Value> fields) {
        Value key(String field) {
            return Objects.requireNonNull(fields.get(field), field);
        }

        String text(String field) {
            return Objects.requireNonNull(textOrNull(field), field);
        }

        @Nullable
        String textOrNull(String field) {
            return fields.get(field) instanceof Value.Str text ? text.value() : null;
        }

        BigDecimal number(String field) {
            return switch (key(field)) {
                case Value.Int whole -> BigDecimal.valueOf(whole.value());
                case Value.Decimal decimal -> decimal.value();
                default -> throw new IllegalStateException(field + " is not a number");
            };
        }
    }
}
