package ankurah.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.cli.internal.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server with a policy tells of its schema. */
class SchemaOfServerTest {
    @TempDir
    Path folder;

    @Test
    void thePolicyHidesTheSchemaOfWhatMayNotBeRead() throws IOException {
        Cli cli = new Cli(folder);
        Files.writeString(
                folder.resolve("policy.json"),
                "{\"collections\":{\"album\":{\"read\":false,\"write\":true},\"*\":{\"read\":true,\"write\":true}}}");
        try (TestServer server = TestServer.start(cli, "--memory", "--policy", "policy.json")) {
            for (String collection : new String[] {"album", "artist"}) {
                cli.run("create", "--collection", collection, "{\"name\":\"Muse\"}", "--server", server.url());
            }
            Cli.Result shown = cli.run("schema", "--server", server.url());
            assertThat(shown.exit()).isEqualTo(Exit.DONE);
            assertThat(shown.out()).containsExactly("artist", "  name  string  lww");
        }
    }
}
