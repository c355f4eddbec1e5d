package ankurah.cli.internal.command;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.archive.ServerExport;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Option;
import ankurah.cli.internal.args.Syntax;
import ankurah.cli.internal.output.Terminal;
import ankurah.cli.internal.top.Show;
import ankurah.cli.internal.top.StatusReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Set;

/** {@code ankurah top}. */
final class Top implements Command {
    private static final String ONCE = "once";
    private static final String JSON = "json";
    private static final String EVERY = "every";
    private static final Set<String> SCHEMES = Set.of("ws", "wss", "http", "https");
    private static final int MILLIS = 1_000;
    private static final int MOST_MILLIS = 3_600_000;

    @Override
    public Syntax syntax() {
        return new Syntax(
                "top",
                "show how a running server is: rates, slow queries, clients, queues, memory",
                List.of("[URL]"),
                List.of(
                        Option.flag(ONCE, "print it once and end"),
                        Option.flag(JSON, "print the server's own JSON, once"),
                        Option.optional(EVERY, "MILLIS", "how often to look (default " + MILLIS + ")"),
                        Targets.TOKEN_OPTION),
                """
                URL is the server (default %s). The first look counts from the server's start, each further
                one from the last. Where the output is no terminal, a line a look. A server tells programs on its own machine;
                others show it the token it was started with (serve --monitor-token). docs/operations.md
                """.formatted(Targets.DEFAULT_SERVER));
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws InterruptedException {
        URI server = server(arguments);
        int millis = arguments.number(EVERY, MILLIS, 1, MOST_MILLIS);
        try (HttpClient client = ServerExport.client()) {
            StatusReader reader =
                    new StatusReader(client, server, Tokens.of(arguments).credential());
            if (arguments.has(JSON)) {
                terminal.out().print(reader.read());
                return Exit.DONE;
            }
            Show show = new Show(reader, terminal.out());
            if (arguments.has(ONCE)) {
                show.once();
            } else if (terminal.draws()) {
                show.live(millis);
            } else {
                show.lines(millis);
            }
        }
        return Exit.DONE;
    }

    private static URI server(Arguments arguments) {
        String given = arguments.optionalOperand(0);
        String url = given == null ? Targets.DEFAULT_SERVER : given;
        try {
            URI server = new URI(url);
            if (server.getHost() != null && SCHEMES.contains(String.valueOf(server.getScheme()))) {
                return server;
            }
        } catch (URISyntaxException malformed) {
            throw arguments.usage("'" + url + "' is no address like " + Targets.DEFAULT_SERVER);
        }
        throw arguments.usage("'" + url + "' is no address like " + Targets.DEFAULT_SERVER);
    }
}
