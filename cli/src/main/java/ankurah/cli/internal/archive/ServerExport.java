package ankurah.cli.internal.archive;

import ankurah.cli.internal.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** An export of a server that runs on this machine. */
public final class ServerExport {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int MOST_COMPLAINT = 1_000;

    private ServerExport() {}

    /** @param server {@code ws://host:port} */
    public static InputStream open(HttpClient client, URI server) throws IOException, InterruptedException {
        String scheme = "wss".equals(server.getScheme()) ? "https" : "http";
        URI page = URI.create(scheme + "://" + server.getRawAuthority() + "/export");
        HttpRequest request =
                HttpRequest.newBuilder(page).header("Ankurah-Export", "1").GET().build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() == OK) {
            return response.body();
        }
        try (InputStream body = response.body()) {
            String why = new String(body.readNBytes(MOST_COMPLAINT), StandardCharsets.UTF_8).strip();
            throw Failure.failed(
                    response.statusCode() == NOT_FOUND
                            ? "the server at " + server + " gives no exports; start it with: ankurah serve --export"
                            : why);
        }
    }

    /** With the patience that a server on this machine deserves. */
    public static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }
}
