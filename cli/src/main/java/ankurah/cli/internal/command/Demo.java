package ankurah.cli.internal.command;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Option;
import ankurah.cli.internal.args.Syntax;
import ankurah.cli.internal.load.Chinook;
import ankurah.cli.internal.output.Terminal;
import ankurah.cli.internal.serve.Host;
import ankurah.core.Context;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.server.Inspection;
import ankurah.server.ServerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code ankurah demo}. */
final class Demo implements Command {
    private static final String PAGE = "page";

    @Override
    public Syntax syntax() {
        return new Syntax(
                "demo",
                "run a server with the Chinook music catalogue, and say what to try",
                List.of(),
                List.of(
                        Option.optional(Targets.DATA, "DIR", "the data folder (default " + Serve.DEFAULT_DATA + ")"),
                        Serve.PORT_OPTION,
                        Option.optional(PAGE, "DIR", "the folder of the page, as examples/catalogue-web builds it")),
                "The catalogue is loaded on the first start. Anybody on this machine may read and write.\n");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws IOException, InterruptedException {
        int port = Serve.port(arguments);
        String folder = arguments.option(Targets.DATA, Serve.DEFAULT_DATA);
        Node node = Node.durable(Session.openFolder(Path.of(folder)), Policy.allowAll());
        try {
            Chinook.load(node, terminal);
        } catch (IOException | RuntimeException failed) {
            node.close();
            throw failed;
        }
        ServerOptions options = ServerOptions.defaults()
                .withHost(Targets.DEFAULT_HOST)
                .withPort(port)
                .withExport(true)
                .withInspection(Inspection.HERE);
        String page = arguments.option(PAGE);
        ServerOptions shown = page == null ? options : options.withSite(Path.of(page));
        Host.run(node, shown, terminal.out(), server -> {
            terminal.out().print(page(page != null, server.port()) + next(node.context(), server.port()));
            terminal.out().flush();
        });
        return Exit.DONE;
    }

    private static String page(boolean isThere, int port) {
        String here = "http://" + Targets.DEFAULT_HOST + ":" + port;
        String page = isThere
                ? "\nOpen " + here + "/ in two browser windows: what you change in one is in the other.\n"
                : "\nThe page is missing, since node 20.19 and npm are needed to build it; all else works.\n";
        return page + "The inside of the server: " + here + "/inspect\n";
    }

    private static String next(Context context, int port) {
        String server = port == Targets.DEFAULT_PORT ? "" : " --server ws://" + Targets.DEFAULT_HOST + ":" + port;
        String longest = context.query("track", "ORDER BY Milliseconds DESC LIMIT 1")
                .getFirst()
                .id()
                .toString();
        return """

                Try, in a second terminal:
                  ./ankurah watch "Milliseconds > 2000000 ORDER BY Milliseconds DESC LIMIT 5" --collection track%1$s
                and in a third:
                  ./ankurah query "Name LIKE 'Battlestar%%' ORDER BY Name LIMIT 3" --collection track%1$s
                  ./ankurah edit %2$s '{"Milliseconds": 9000000}'%1$s
                  ./ankurah history %2$s%1$s
                Collections: %3$s. Stop the server with Ctrl-C; it keeps its data.
                """.formatted(server, longest, String.join(", ", Chinook.collections()));
    }
}
