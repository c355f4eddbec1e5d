package ankurah.cli.internal.serve;

import ankurah.cli.internal.output.Output;
import ankurah.core.Node;
import ankurah.server.Server;
import ankurah.server.ServerOptions;

/** A server that runs until the process is told to end. */
public final class Host {
    /** What to do once the server can be reached. */
    @FunctionalInterface
    public interface Started {
        void run(Server server) throws InterruptedException;
    }

    private Host() {}

    /** @param node closed before this returns */
    public static void run(Node node, String host, int port, Output out, Started started) throws InterruptedException {
        run(node, ServerOptions.defaults().withHost(host).withPort(port), out, started);
    }

    /** @param node closed before this returns */
    public static void run(Node node, ServerOptions options, Output out, Started started) throws InterruptedException {
        Stop stop = new Stop();
        try (node) {
            try (Server server = Server.start(node, options)) {
                out.lineNow("listening on " + address(server));
                started.run(server);
                stop.await();
            }
        } finally {
            stop.stopped();
        }
    }

    /** {@code ws://host:port} */
    public static String address(Server server) {
        String host = server.host().contains(":") ? "[" + server.host() + "]" : server.host();
        return "ws://" + host + ":" + server.port();
    }
}
