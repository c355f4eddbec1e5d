package ankurah.cli.internal.command;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Option;
import ankurah.cli.internal.args.Syntax;
import ankurah.cli.internal.output.Output;
import ankurah.cli.internal.output.RowText;
import ankurah.cli.internal.output.Terminal;
import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.ResultPage;
import ankurah.query.AnkQl;
import ankurah.query.Query;
import ankurah.storage.Plan;
import java.util.List;
import java.util.Locale;

/** {@code ankurah query}. */
final class QueryRows implements Command {
    private static final String EXPLAIN = "explain";
    private static final String COUNT = "count";
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int PAGE_ROWS = 1_000;

    @Override
    public Syntax syntax() {
        return new Syntax(
                "query",
                "print the rows a query selects, one JSON object a line",
                List.of("ANKQL"),
                List.of(
                        Targets.COLLECTION_OPTION,
                        Targets.SERVER_OPTION,
                        Targets.TOKEN_OPTION,
                        Targets.DATA_OPTION,
                        Option.flag(COUNT, "print how many rows there are instead of the rows"),
                        Option.flag(
                                EXPLAIN, "print how the query is answered, and what that met, instead of the rows")),
                """
                The empty query '' selects all rows. The id comes first, then the properties that have a value, sorted
                by name.
                example: ankurah query "Milliseconds > 2000000 ORDER BY Milliseconds DESC LIMIT 5" --collection track
                """);
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) {
        Query query = AnkQl.parse(arguments.operand(0));
        String collection = arguments.requiredOption(Targets.COLLECTION);
        try (Session session = Targets.open(arguments)) {
            Context context = session.contextOf(collection);
            if (arguments.has(EXPLAIN)) {
                explain(context, collection, query, terminal.out());
            } else if (arguments.has(COUNT)) {
                terminal.out().lineNow(Long.toString(context.count(collection, query)));
            } else {
                print(context, collection, query, terminal.out());
            }
        }
        return Exit.DONE;
    }

    private static void explain(Context context, String collection, Query query, Output out) {
        long start = System.nanoTime();
        Plan plan = context.analyze(collection, query);
        double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
        out.lineNow(plan + String.format(Locale.ROOT, "%ntook %.3f ms", millis));
    }

    /** Page by page, so that any number of rows takes the room of one page. */
    private static void print(Context context, String collection, Query query, Output out) {
        int remaining = query.limit() == null ? Integer.MAX_VALUE : query.limit();
        Query next = query;
        do {
            ResultPage page = context.page(collection, next.withLimit(Math.min(remaining, PAGE_ROWS)));
            for (Entity row : page.rows()) {
                out.line(RowText.of(row));
            }
            out.flush();
            remaining -= page.rows().size();
            next = page.next() == null ? null : query.withAfter(page.next());
        } while (next != null && remaining > 0);
    }
}
