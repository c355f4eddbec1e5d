package ankurah.auth.jwt.internal;

import ankurah.auth.jwt.JwtKeys;
import ankurah.event.AnkurahException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where a key set is fetched. */
@FunctionalInterface
public interface KeySource {
    int MAX_BYTES = 1 << 20;

    /** @throws AnkurahException.Unavailable {@code auth.keys_unavailable} */
    String fetch();

    static KeySource of(JwtKeys keys) {
        return switch (keys) {
            case JwtKeys.Inline inline -> inline::jwks;
            case JwtKeys.File file -> () -> read(file.path());
            case JwtKeys.Url url -> {
                HttpClient http = HttpClient.newBuilder()
                        .connectTimeout(Duration.ofSeconds(3))
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
                yield () -> get(http, url.address());
            }
        };
    }

    private static String read(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return text(in, path.toString());
        } catch (IOException e) {
            throw unavailable(path + " cannot be read", e);
        }
    }

    private static String get(HttpClient http, URI address) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(5))
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw unavailable(address + " answers with status " + response.statusCode(), null);
                }
                return text(body, address.toString());
            }
        } catch (IOException e) {
            throw unavailable(address + " cannot be reached: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("interrupted while " + address + " was asked", e);
        }
    }

    private static String text(InputStream in, String from) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw unavailable(from + " gives more than " + MAX_BYTES + " bytes, which is no key set", null);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static AnkurahException unavailable(String what, @Nullable Exception why) {
        return new AnkurahException.Unavailable("auth.keys_unavailable", what, why);
    }
}
