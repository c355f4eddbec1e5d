package ankurah.cli.internal.top;

import ankurah.cli.internal.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks a server how it is. */
public final class StatusReader {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final HttpClient client;
    private final URI page;
    private final @Nullable String token;

    /** @param server {@code ws://}, {@code wss://}, {@code http://} or {@code https://}, host and port */
    public StatusReader(HttpClient client, URI server, @Nullable String token) {
        this.client = client;
        boolean secure = "wss".equals(server.getScheme()) || "https".equals(server.getScheme());
        this.page = URI.create((secure ? "https" : "http") + "://" + server.getRawAuthority() + "/status");
        this.token = token;
    }

    /** As it was sent. */
    public String read() throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(page).timeout(PATIENCE);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException gone) {
            throw Failure.failed("no server answers at " + page + "; start one with: ankurah serve", gone);
        }
        return switch (response.statusCode()) {
            case OK -> response.body();
            case NOT_FOUND -> throw Failure.failed("what answers at " + page + " is no server that tells how it is");
            default -> throw Failure.failed(response.body().strip());
        };
    }
}
