package ankurah.auth.jwt.internal;

import ankurah.event.AnkurahException;
import ankurah.event.JsonText;
import ankurah.event.Value;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A signed token taken apart (RFC 7515, compact form), not believed yet.
 *
 * @param signed the bytes that the signature is over
 */
public record Jwt(
        String algorithm, @Nullable String keyId, Map<String, Value> claims, byte[] signed, byte[] signature) {
    static final String OPTIONS = "auth.options";
    private static final int MAX_CHARS = 16 * 1024;

    /** @throws AnkurahException.Refused {@code auth.malformed} */
    public static Jwt parse(String token) {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (token.length() > MAX_CHARS || first <= 0 || second < 0 || token.indexOf('.', second + 1) >= 0) {
            throw malformed("the credential is no signed token: it has other than three parts, or is too long");
        }
        Map<String, Value> header = object(token.substring(0, first), "header");
        Map<String, Value> claims = object(token.substring(first + 1, second), "payload");
        if (header.containsKey("crit")) {
            throw malformed("the token has extensions that have to be understood, and none is");
        }
        if (!(header.get("alg") instanceof Value.Str algorithm)) {
            throw malformed("the token does not say by which algorithm it is signed");
        }
        Value type = header.get("typ");
        if (type != null && !isJwt(type)) {
            throw malformed("the token is of another type than JWT");
        }
        Value key = header.get("kid");
        if (key != null && !(key instanceof Value.Str)) {
            throw malformed("the id of the token's key is no text");
        }
        return new Jwt(
                algorithm.value(),
                key == null ? null : ((Value.Str) key).value(),
                claims,
                token.substring(0, second).getBytes(StandardCharsets.US_ASCII),
                decode(token.substring(second + 1), "signature"));
    }

    private static boolean isJwt(Value type) {
        return type instanceof Value.Str name
                && (name.value().equalsIgnoreCase("JWT") || name.value().equalsIgnoreCase("at+jwt"));
    }

    private static Map<String, Value> object(String part, String what) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decode(part, what)))
                    .toString();
            if (JsonText.parse(text) instanceof Value.Obj object) {
                return object.fields();
            }
        } catch (AnkurahException.Invalid | CharacterCodingException notJson) {
            throw malformed("the token's " + what + " is no JSON");
        }
        throw malformed("the token's " + what + " is no object");
    }

    private static byte[] decode(String part, String what) {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException notBase64) {
            throw malformed("the token's " + what + " is not encoded as it must be");
        }
    }

    /** What stands at the end of a way into the claims; null if nothing does. */
    public @Nullable Value claim(Iterable<String> way) {
        Value at = new Value.Obj(claims);
        for (String step : way) {
            at = at instanceof Value.Obj object ? object.fields().get(step) : null;
            if (at == null) {
                return null;
            }
        }
        return at.isNull() ? null : at;
    }

    /** A point in time in Unix milliseconds; null if there is none. */
    public @Nullable Long millis(String claim) {
        Value value = claims.get(claim);
        BigDecimal seconds = switch (value) {
            case null -> null;
            case Value.Int number -> BigDecimal.valueOf(number.value());
            case Value.Decimal number -> number.value();
            default ->
                throw new AnkurahException.Refused("auth.claim", "the claim '" + claim + "' is no point in time");
        };
        if (seconds == null) {
            return null;
        }
        if (seconds.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE / 10_000)) > 0) {
            throw new AnkurahException.Refused("auth.claim", "the claim '" + claim + "' is no point in time");
        }
        return seconds.movePointRight(3).longValue();
    }

    private static AnkurahException malformed(String what) {
        return new AnkurahException.Refused("auth.malformed", what);
    }
}
