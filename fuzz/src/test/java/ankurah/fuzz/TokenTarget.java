package ankurah.fuzz;

import ankurah.auth.jwt.JwtAuthenticator;
import ankurah.auth.jwt.JwtKeys;
import ankurah.auth.jwt.JwtOptions;
import ankurah.event.AnkurahException;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Tokens: as text, and with any header and claims in good form. None is signed, so none is let in. */
public final class TokenTarget {
    private static final String KEYS = "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"k\","
            + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}]}";
    private static final JwtAuthenticator DOOR = JwtAuthenticator.create(
            JwtOptions.of("https://login.example", "app", new JwtKeys.Inline(KEYS)), () -> 1_000_000_000_000L);

    private TokenTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        String token = data.consumeBoolean()
                ? encoded(data.consumeString(200)) + "." + encoded(data.consumeString(200)) + "."
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(data.consumeBytes(64))
                : data.consumeRemainingAsString();
        try {
            DOOR.admit(token);
        } catch (AnkurahException.Refused refused) {
            Target.requireCode(refused);
            return;
        }
        throw new AssertionError("let in with " + token);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
