package ankurah.cli.internal.command;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Syntax;
import ankurah.cli.internal.load.Chinook;
import ankurah.cli.internal.output.Output;
import ankurah.cli.internal.output.Terminal;
import ankurah.cli.internal.serve.Host;
import ankurah.core.Entity;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.server.Server;
import ankurah.server.ServerOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code ankurah rehearse DIR}, which no help mentions: goes once through what the other commands do, in an empty folder.
 * The launcher lets the JVM watch it, so that later starts find their classes loaded and know which methods are hot.
 */
final class Rehearse implements Command {
    private static final int LOADS = 3;

    @Override
    public Syntax syntax() {
        return new Syntax("rehearse", "", List.of("DIR"), List.of(), "");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws IOException, InterruptedException {
        Path folder = Path.of(arguments.operand(0));
        String tracks = folder.resolve("chinook.json").toString();
        Files.write(Path.of(tracks), Chinook.bytes());
        Terminal silent = new Terminal(
                new Output(OutputStream.nullOutputStream()), new PrintStream(OutputStream.nullOutputStream()), false);
        String data = folder.resolve("data").toString();
        for (int i = 0; i < LOADS; i++) {
            load(silent, tracks, "t" + i, "--data", data);
        }
        load(silent, tracks, "t0", "--data", data);
        run(silent, "query", "Milliseconds > 1000 ORDER BY Name", "--collection", "t0", "--data", data);
        Path served = folder.resolve("served");
        try (Node node = Node.durable(Session.openFolder(served), Policy.allowAll());
                Server server = Server.start(node, ServerOptions.defaults().withPort(0))) {
            rehearse(silent, node, tracks, Host.address(server));
        }
        return Exit.DONE;
    }

    private static void rehearse(Terminal silent, Node node, String tracks, String url)
            throws IOException, InterruptedException {
        for (int i = 0; i < LOADS; i++) {
            load(silent, tracks, "t" + i, "--server", url);
        }
        load(silent, tracks, "t0", "--server", url);
        String query = "Name LIKE 'B%' ORDER BY Milliseconds DESC LIMIT 10";
        Entity any = node.context().query("t0", query).getFirst();
        String id = any.id().toString();
        run(silent, "query", query, "--collection", "t0", "--server", url);
        run(silent, "create", "{\"a\": 1}", "--collection", "t0", "--server", url);
        run(silent, "edit", id, "{\"Name\": \"other\"}", "--server", url);
        run(silent, "get", id, "--server", url);
        run(silent, "history", id, "--server", url);
        run(silent, "delete", id, "--server", url);
        run(silent, "restore", id, "--server", url);
    }

    private static void load(Terminal silent, String file, String collection, String where, String target)
            throws IOException, InterruptedException {
        run(silent, "import", file, "--array", "Track", "--key", "TrackId", "--collection", collection, where, target);
    }

    private static void run(Terminal silent, String name, String... words) throws IOException, InterruptedException {
        Command command = Commands.named(name);
        if (command != null) {
            command.run(Arguments.parse(command.syntax(), List.of(words)), silent);
        }
    }
}
