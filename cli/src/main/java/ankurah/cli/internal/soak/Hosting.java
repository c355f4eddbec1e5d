package ankurah.cli.internal.soak;

import ankurah.cli.internal.store.Stores;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.sync.SyncLimits;
import ankurah.server.Server;
import ankurah.server.ServerOptions;
import ankurah.storage.EngineOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/** The server's side of a soak: it says what it holds whenever it is asked, and ends with its standard input. */
public final class Hosting {
    private static final int LINGER_MILLIS = 500;
    private static final int COLLECTIONS = 3;
    private static final long SETTLE_MILLIS = 200;

    private Hosting() {}

    public static void run(String store, int port, PrintStream out) throws IOException, InterruptedException {
        ServerOptions options = ServerOptions.defaults()
                .withPort(port)
                .withLimits(SyncLimits.defaults().withLingerMillis(LINGER_MILLIS));
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Node node = Node.durable(Stores.open(store, EngineOptions.defaults(), true), Policy.allowAll());
                Server server = Server.start(node, options)) {
            out.println("port " + server.port());
            out.flush();
            while (commands.readLine() != null) {
                out.println(measure(node, server));
                out.flush();
            }
        }
    }

    /** What is collected last frees what others held. */
    private static String measure(Node node, Server server) throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(SETTLE_MILLIS);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                + " " + ManagementFactory.getThreadMXBean().getThreadCount()
                + " " + server.connections()
                + " " + node.backend().reactor().windows();
    }
}
