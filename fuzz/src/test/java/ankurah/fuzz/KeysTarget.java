package ankurah.fuzz;

import ankurah.auth.jwt.JwtAuthenticator;
import ankurah.auth.jwt.JwtKeys;
import ankurah.auth.jwt.JwtOptions;
import ankurah.event.AnkurahException;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.nio.file.Path;

/** Key sets, as an issuer's address answers with, and the file that says which tokens are taken. */
public final class KeysTarget {
    private static final Path FOLDER = Path.of("keys");

    private KeysTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        boolean options = data.consumeBoolean();
        String text = data.consumeRemainingAsString();
        try {
            if (options) {
                JwtOptions.parse(text, FOLDER);
            } else {
                JwtAuthenticator.create(JwtOptions.of("https://login.example", "app", new JwtKeys.Inline(text)));
            }
        } catch (AnkurahException refused) {
            Target.requireCode(refused);
        }
    }
}
