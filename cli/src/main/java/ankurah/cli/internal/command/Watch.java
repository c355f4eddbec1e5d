package ankurah.cli.internal.command;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Syntax;
import ankurah.cli.internal.output.Output;
import ankurah.cli.internal.output.Terminal;
import ankurah.core.Change;
import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.Status;
import ankurah.core.Subscription;
import ankurah.event.EntityId;
import ankurah.query.AnkQl;
import ankurah.query.Query;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code ankurah watch}. */
final class Watch implements Command {
    private static final int STATUS_MILLIS = 100;

    @Override
    public Syntax syntax() {
        return new Syntax(
                "watch",
                "follow a query: print its rows, then every change, one JSON object a line",
                List.of("ANKQL"),
                List.of(Targets.COLLECTION_OPTION, Targets.SERVER_OPTION),
                """
                {"change":"initial|added|updated|removed|moved","id":"...","row":{...}}   a row (none when removed)
                {"change":"ready"}                                                        behind the initial rows
                {"change":"status","status":"local|live"}                                 the connection went or came
                Ends with Ctrl-C. When the server goes away it waits for it and misses nothing.
                """);
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws InterruptedException {
        Query query = AnkQl.parse(arguments.operand(0));
        String collection = arguments.requiredOption(Targets.COLLECTION);
        try (Session session = Targets.open(arguments);
                LiveQuery live = session.context().live(collection, query)) {
            live.awaitLive(Session.PATIENCE);
            return follow(live, terminal.out());
        }
    }

    private static int follow(LiveQuery live, Output out) throws InterruptedException {
        CountDownLatch readerGone = new CountDownLatch(1);
        Printer printer = new Printer(out, readerGone);
        try (Subscription subscription = printer.begin(live)) {
            Status before = Status.LIVE;
            while (!readerGone.await(STATUS_MILLIS, TimeUnit.MILLISECONDS)) {
                Status now = live.status();
                if (now != before) {
                    printer.status(now);
                    before = now;
                }
                if (now == Status.FAILED) {
                    throw live.error().orElseThrow();
                }
            }
            return Exit.DONE;
        }
    }

    /** Prints a live query. Its lock keeps changes that come at once behind the rows they change. */
    private static final class Printer {
        private final Output out;
        private final CountDownLatch readerGone;

        Printer(Output out, CountDownLatch readerGone) {
            this.out = out;
            this.readerGone = readerGone;
        }

        synchronized Subscription begin(LiveQuery live) {
            Subscription subscription = live.subscribe(changes -> changed(changes.changes()));
            for (Entity row : subscription.initial()) {
                out.line(line("initial", row.id(), row));
            }
            out.lineNow("{\"change\":\"ready\"}");
            return subscription;
        }

        private synchronized void changed(List<Change> changes) {
            try {
                for (Change change : changes) {
                    out.line(line(change.kind().name().toLowerCase(Locale.ROOT), change.id(), change.row()));
                }
                out.flush();
            } catch (Output.Closed readerHasEnough) {
                readerGone.countDown();
            }
        }

        synchronized void status(Status status) {
            out.lineNow("{\"change\":\"status\",\"status\":\""
                    + status.name().toLowerCase(Locale.ROOT) + "\"}");
        }

        private static String line(String kind, EntityId id, @Nullable Entity row) {
            String start = "{\"change\":\"" + kind + "\",\"id\":\"" + id + "\"";
            return row == null ? start + "}" : start + ",\"row\":" + Rows.text(row) + "}";
        }
    }
}
