package ankurah.examples.catalogue;

import ankurah.client.Client;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.server.Server;
import ankurah.server.ServerOptions;
import ankurah.storage.MemoryStorage;
import java.io.PrintStream;

/** Starts a server on a free port of this machine and two clients of it, and shows what they see of each other. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        show(System.out);
    }

    static void show(PrintStream out) {
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll());
                Server server = Server.start(node, ServerOptions.defaults().withPort(0));
                Node client = Client.connect(server.uri());
                Node other = Client.connect(server.uri())) {
            new Tour(node.context(), client.context(), other.context(), out).run();
        }
    }
}
