package ankurah.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.event.AnkurahException;
import ankurah.storage.MemoryStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A built page beside the data. */
class SiteTest {
    @TempDir
    Path folder;

    private Node node;
    private Server server;

    @BeforeEach
    void serve() throws IOException {
        Path site = Files.createDirectory(folder.resolve("site"));
        Files.writeString(site.resolve("index.html"), "<p>the page</p>".repeat(50));
        Files.createDirectories(site.resolve("assets"));
        Files.writeString(site.resolve("assets/app-1a2b.js"), "export {};");
        Files.writeString(folder.resolve("beside.txt"), "not for the world");
        node = Node.durable(MemoryStorage.open(), Policy.allowAll());
        server = Server.start(node, ServerOptions.defaults().withPort(0).withSite(site));
    }

    @AfterEach
    void end() {
        server.close();
        node.close();
    }

    private String ask(String first, String... headers) throws IOException {
        String[] all = new String[headers.length + 1];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Host: 127.0.0.1:" + server.port();
        try (RawSocket raw = RawSocket.connect(server)) {
            raw.request(first + " HTTP/1.1", all);
            return raw.readHead();
        }
    }

    @Test
    void itsFilesAreThereWithTheirTypesUnderAStrictPolicy() throws IOException {
        String page = ask("GET /");
        assertThat(page)
                .startsWith("HTTP/1.1 200")
                .contains("text/html", "script-src 'self'", "frame-ancestors 'none'", "nosniff", "no-cache");
        assertThat(ask("GET /assets/app-1a2b.js")).startsWith("HTTP/1.1 200").contains("text/javascript", "immutable");
        assertThat(ask("GET /", "Accept-Encoding: gzip")).contains("Content-Encoding: gzip");
        String tag = page.lines()
                .filter(line -> line.startsWith("ETag: "))
                .findFirst()
                .orElseThrow()
                .substring("ETag: ".length());
        assertThat(ask("GET /", "If-None-Match: " + tag)).startsWith("HTTP/1.1 304");
        assertThat(ask("POST /")).startsWith("HTTP/1.1 405");
    }

    @Test
    void noPathLeadsOutOfTheFolder() throws IOException {
        for (String path :
                new String[] {"/../beside.txt", "/assets/../../beside.txt", "/%2e%2e/beside.txt", "/assets"}) {
            assertThat(ask("GET " + path)).as(path).doesNotStartWith("HTTP/1.1 200");
        }
        assertThat(ask("GET /health")).startsWith("HTTP/1.1 200");
    }

    @Test
    void aFolderWithoutAPageStartsNothing() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        ServerOptions options = ServerOptions.defaults().withPort(0).withSite(empty);
        assertThatThrownBy(() -> Server.start(node, options))
                .isInstanceOfSatisfying(
                        AnkurahException.NotFound.class,
                        e -> assertThat(e.code()).isEqualTo("server.site"));
    }
}
