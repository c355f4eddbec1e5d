package ankurah.cli.process;

import java.util.ArrayList;
import java.util.List;

/** A server process on a free port. */
final class TestServer implements AutoCloseable {
    private static final String READY = "listening on ";

    private final Running process;
    private final String url;

    private TestServer(Running process, String url) {
        this.process = process;
        this.url = url;
    }

    /** @param storage {@code --memory} or {@code --data DIR}, and what else serve takes */
    static TestServer start(Cli cli, String... storage) {
        return start(cli, 0, storage);
    }

    static TestServer start(Cli cli, int port, String... storage) {
        List<String> words = new ArrayList<>(List.of("serve", "--port", Integer.toString(port)));
        words.addAll(List.of(storage));
        Running process = cli.start(words.toArray(String[]::new));
        try {
            String line = process.awaitLine(text -> text.startsWith(READY));
            return new TestServer(process, line.substring(READY.length()));
        } catch (AssertionError neverReady) {
            process.close();
            throw neverReady;
        }
    }

    String url() {
        return url;
    }

    int port() {
        return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
    }

    Running process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
