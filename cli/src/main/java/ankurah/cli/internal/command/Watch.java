package ankurah.cli.internal.command;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Syntax;
import ankurah.cli.internal.output.Terminal;
import ankurah.cli.internal.output.WatchText;
import ankurah.core.LiveQuery;
import ankurah.core.Status;
import ankurah.core.Subscription;
import ankurah.query.AnkQl;
import ankurah.query.Query;
import java.util.List;

/** {@code ankurah watch}. */
final class Watch implements Command {
    private static final int LOOK_MILLIS = 200;

    @Override
    public Syntax syntax() {
        return new Syntax(
                "watch",
                "follow a query: print its rows, then every change, one JSON object a line",
                List.of("ANKQL"),
                List.of(Targets.COLLECTION_OPTION, Targets.SERVER_OPTION, Targets.TOKEN_OPTION),
                """
                {"change":"initial|added|updated|removed|moved","id":"...","row":{...}}   a row (none when removed)
                {"change":"ready"}                                                        behind the initial rows
                {"change":"status","status":"offline|connected"}                          the connection went or came
                Ends with Ctrl-C. When the server goes away it waits for it and misses nothing.
                """);
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws InterruptedException {
        Query query = AnkQl.parse(arguments.operand(0));
        String collection = arguments.requiredOption(Targets.COLLECTION);
        String server = arguments.option(Targets.SERVER, Targets.DEFAULT_SERVER);
        WatchText text = new WatchText(terminal.out());
        try (Session session = Session.ofServer(arguments, server, text::status);
                LiveQuery live = session.contextOf(collection).live(collection, query)) {
            live.awaitLive(Session.PATIENCE);
            try (Subscription _ = text.begin(live)) {
                return follow(live, text);
            }
        }
    }

    /** Until nobody reads any more, or nothing can be followed any more. */
    private static int follow(LiveQuery live, WatchText text) throws InterruptedException {
        while (!text.awaitClosed(LOOK_MILLIS)) {
            if (live.status() == Status.FAILED) {
                throw live.error().orElseThrow();
            }
        }
        return Exit.DONE;
    }
}
