package ankurah.auth.jwt.internal;

import ankurah.event.AnkurahException;
import ankurah.event.JsonText;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of an issuer that can be used here. */
record KeySet(List<VerifyingKey> keys) {
    private static final int MOST_KEYS = 100;

    KeySet {
        keys = List.copyOf(keys);
    }

    /** @throws AnkurahException.Invalid {@code auth.keys_invalid} */
    static KeySet parse(String jwks) {
        Value root;
        try {
            root = JsonText.parse(jwks);
        } catch (AnkurahException.Invalid malformed) {
            throw new AnkurahException.Invalid(
                    "auth.keys_invalid", "the key set is no JSON: " + malformed.getMessage(), malformed);
        }
        if (!(root instanceof Value.Obj object) || !(object.fields().get("keys") instanceof Value.List list)) {
            throw new AnkurahException.Invalid("auth.keys_invalid", "a key set is an object with a list 'keys'");
        }
        List<VerifyingKey> keys = new ArrayList<>();
        for (Value one :
                list.items().subList(0, Math.min(MOST_KEYS, list.items().size()))) {
            VerifyingKey key = one instanceof Value.Obj jwk ? VerifyingKey.of(jwk.fields()) : null;
            if (key != null) {
                keys.add(key);
            }
        }
        if (keys.isEmpty()) {
            throw new AnkurahException.Invalid("auth.keys_invalid", "the key set has no key for RS256, ES256 or EdDSA");
        }
        return new KeySet(keys);
    }

    /** The key a token names; without a name the only one there is for its algorithm. */
    @Nullable
    VerifyingKey find(Jwt token) {
        VerifyingKey found = null;
        for (VerifyingKey key : keys) {
            boolean its = token.keyId() == null
                    ? key.algorithm().isNamed(token.algorithm())
                    : token.keyId().equals(key.id());
            if (its && found != null) {
                return null;
            }
            found = its ? key : found;
        }
        return found;
    }
}
