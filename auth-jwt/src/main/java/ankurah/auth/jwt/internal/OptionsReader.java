package ankurah.auth.jwt.internal;

import ankurah.auth.jwt.JwtKeys;
import ankurah.auth.jwt.JwtOptions;
import ankurah.event.AnkurahException;
import ankurah.event.JsonText;
import ankurah.event.Value;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads options from JSON, to the last word. */
public final class OptionsReader {
    private static final List<String> WORDS =
            List.of("issuer", "audience", "keys", "id", "claims", "roles", "leeway_seconds", "anonymous", "revoked");
    private static final List<String> SOURCES = List.of("url", "file", "jwks");

    private OptionsReader() {}

    public static JwtOptions read(String json, Path folder) {
        Map<String, Value> fields;
        try {
            fields = fields("the file", JsonText.parse(json), WORDS);
        } catch (AnkurahException.Invalid malformed) {
            throw malformed.code().equals(Jwt.OPTIONS)
                    ? malformed
                    : wrong("no JSON", String.valueOf(malformed.getMessage()));
        }
        JwtOptions usual = JwtOptions.of(text("issuer", fields.get("issuer")), "-", keys(fields.get("keys"), folder));
        Value revoked = fields.getOrDefault("revoked", new Value.Obj(Map.of()));
        Map<String, Value> gone = fields("revoked", revoked, List.of("tokens", "subjects"));
        return new JwtOptions(
                usual.issuer(),
                texts("audience", fields.get("audience")),
                usual.keys(),
                fields.containsKey("id") ? way("id", fields.get("id")) : usual.id(),
                claims(fields.get("claims")),
                fields.containsKey("roles") ? way("roles", fields.get("roles")) : usual.roles(),
                fields.containsKey("leeway_seconds")
                        ? Math.multiplyExact(1000, seconds("leeway_seconds", fields.get("leeway_seconds")))
                        : usual.leewayMillis(),
                usual.refreshMillis(),
                usual.retryMillis(),
                usual.staleMillis(),
                bool("anonymous", fields.getOrDefault("anonymous", Value.FALSE)),
                gone.containsKey("tokens") ? texts(in("revoked", "tokens"), gone.get("tokens")) : Set.of(),
                subjects(gone.get("subjects")));
    }

    private static JwtKeys keys(@Nullable Value value, Path folder) {
        Map<String, Value> fields = fields("keys", value, SOURCES);
        if (fields.size() != 1) {
            throw wrong("keys", "exactly one of url, file and jwks");
        }
        if (fields.containsKey("jwks")) {
            return new JwtKeys.Inline(JsonText.print(new Value.Json(fields.get("jwks"))));
        }
        if (fields.containsKey("file")) {
            return new JwtKeys.File(folder.resolve(text(in("keys", "file"), fields.get("file"))));
        }
        String url = text(in("keys", "url"), fields.get("url"));
        try {
            return new JwtKeys.Url(new URI(url));
        } catch (URISyntaxException malformed) {
            throw wrong(in("keys", "url"), "no address: " + url);
        }
    }

    /** A list of names, or an object of ways by the names a policy sees. */
    private static Map<String, List<String>> claims(@Nullable Value value) {
        Map<String, List<String>> claims = new LinkedHashMap<>();
        if (value instanceof Value.Obj object) {
            object.fields().forEach((name, way) -> claims.put(name, way(in("claims", name), way)));
        } else if (value != null) {
            texts("claims", value).forEach(name -> claims.put(name, List.of(name)));
        }
        return claims;
    }

    private static Map<String, Long> subjects(@Nullable Value value) {
        Map<String, Long> subjects = new LinkedHashMap<>();
        if (value != null) {
            fields(in("revoked", "subjects"), value, null)
                    .forEach((subject, at) -> subjects.put(
                            subject, Math.multiplyExact(1000, seconds(in(in("revoked", "subjects"), subject), at))));
        }
        return subjects;
    }

    /** One name, or the names on the way into objects. */
    private static List<String> way(String place, @Nullable Value value) {
        return value instanceof Value.List ? List.copyOf(texts(place, value)) : List.of(text(place, value));
    }

    private static Set<String> texts(String place, @Nullable Value value) {
        Set<String> texts = new LinkedHashSet<>();
        if (value instanceof Value.List list) {
            list.items().forEach(item -> texts.add(text(place, item)));
        } else {
            texts.add(text(place, value));
        }
        return texts;
    }

    private static String text(String place, @Nullable Value value) {
        if (value instanceof Value.Str text && !text.value().isEmpty()) {
            return text.value();
        }
        throw wrong(place, "expected a text");
    }

    private static boolean bool(String place, Value value) {
        if (value instanceof Value.Bool bool) {
            return bool.value();
        }
        throw wrong(place, "expected true or false");
    }

    private static long seconds(String place, @Nullable Value value) {
        if (value instanceof Value.Int number && number.value() >= 0 && number.value() < Long.MAX_VALUE / 1000) {
            return number.value();
        }
        throw wrong(place, "expected seconds, a whole number");
    }

    private static Map<String, Value> fields(String place, @Nullable Value value, @Nullable List<String> known) {
        if (!(value instanceof Value.Obj object)) {
            throw wrong(place, "expected an object");
        }
        for (String word : object.fields().keySet()) {
            if (known != null && !known.contains(word)) {
                throw wrong(place, "unknown word '" + word + "'; there are " + String.join(", ", known));
            }
        }
        return object.fields();
    }

    private static String in(String place, String word) {
        return place + "." + word;
    }

    private static AnkurahException wrong(String place, String what) {
        return new AnkurahException.Invalid(Jwt.OPTIONS, place + ": " + what);
    }
}
