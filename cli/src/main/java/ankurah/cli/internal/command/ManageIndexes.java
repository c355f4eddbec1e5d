package ankurah.cli.internal.command;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.Failure;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Option;
import ankurah.cli.internal.args.Syntax;
import ankurah.cli.internal.output.SchemaText;
import ankurah.cli.internal.output.Terminal;
import ankurah.core.Indexes;
import ankurah.query.AnkQl;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code ankurah index}. */
final class ManageIndexes implements Command {
    private static final String JSON = "json";
    private static final int LOOK_MILLIS = 500;
    private static final int LOOK_AGAIN_MILLIS = 20;
    /** A build that does not get on for so long is stuck. */
    private static final int STUCK_MILLIS = 60_000;

    @Override
    public Syntax syntax() {
        return new Syntax(
                "index",
                "list indexes; create or drop one in a data folder",
                List.of("list|create|drop", "[COLUMNS]"),
                List.of(
                        Option.optional(Targets.COLLECTION, "NAME", "the collection; for list, only this one"),
                        Targets.SERVER_OPTION,
                        Targets.TOKEN_OPTION,
                        Targets.DATA_OPTION,
                        Option.flag(JSON, "list one JSON object a line")),
                """
                COLUMNS are what ORDER BY takes: "artist, year DESC". 'create' waits until the index is built. Both 'create'
                and 'drop' need --data: the indexes of a running server are its program's to declare.
                example: ankurah index create "year DESC, name" --collection album --data data
                """);
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws InterruptedException {
        String what = arguments.operand(0);
        String columns = arguments.optionalOperand(1);
        switch (what) {
            case "list" -> list(arguments, columns, terminal);
            case "create", "drop" -> {
                IndexSpec spec = spec(arguments, what, columns);
                try (Session session = Targets.open(arguments)) {
                    if (what.equals("create")) {
                        create(session, spec, terminal);
                    } else {
                        drop(session.node().indexes(), spec, terminal);
                    }
                }
            }
            default -> throw arguments.usage("write 'index list', 'index create' or 'index drop', not '" + what + "'");
        }
        return Exit.DONE;
    }

    private static void list(Arguments arguments, @Nullable String columns, Terminal terminal) {
        if (columns != null) {
            throw arguments.usage("unexpected '" + columns + "'");
        }
        String collection = arguments.option(Targets.COLLECTION);
        try (Session session = Targets.open(arguments)) {
            for (IndexStatus index : session.schema().indexes()) {
                if (collection == null || collection.equals(index.spec().collection())) {
                    terminal.out().line(arguments.has(JSON) ? SchemaText.json(index) : index.toString());
                }
            }
        }
    }

    private static IndexSpec spec(Arguments arguments, String what, @Nullable String columns) {
        if (columns == null) {
            throw arguments.usage("missing COLUMNS");
        }
        if (arguments.has(Targets.SERVER) || !arguments.has(Targets.DATA)) {
            throw arguments.usage(
                    "'index " + what + "' needs --data DIR: a running server's program declares its indexes");
        }
        String collection = arguments.requiredOption(Targets.COLLECTION);
        return new IndexSpec(collection, AnkQl.parse("ORDER BY " + columns).orderBy());
    }

    private static void create(Session session, IndexSpec spec, Terminal terminal) {
        var _ = session.contextOf(spec.collection());
        Indexes indexes = session.node().indexes();
        indexes.declare(spec);
        long rows = -1;
        long since = System.nanoTime();
        while (!indexes.await(spec, LOOK_MILLIS)) {
            long now = find(indexes, spec).map(IndexStatus::rows).orElse(0L);
            if (now != rows) {
                rows = now;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > STUCK_MILLIS * 1_000_000L) {
                throw Failure.failed(
                        "the index on " + spec + " does not get on; it is built when the folder is next open");
            }
        }
        terminal.out().lineNow("index on " + spec);
    }

    /** One that a model declares comes back with the program; the person at the command line should know. */
    private static void drop(Indexes indexes, IndexSpec spec, Terminal terminal) throws InterruptedException {
        IndexStatus there = find(indexes, spec)
                .orElseThrow(() -> Failure.failed("there is no index on " + spec + "; see: ankurah index list"));
        indexes.drop(spec);
        long since = System.nanoTime();
        while (indexes.list().stream().anyMatch(index -> index.spec().equals(spec))) {
            if (System.nanoTime() - since > STUCK_MILLIS * 1_000_000L) {
                terminal.err().println("its entries go on being removed when the folder is next open");
                break;
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        terminal.err()
                .println(
                        there.declared()
                                ? "a program whose model declares it will have it built again"
                                : "it was made on demand, and queries may have it made again");
    }

    private static Optional<IndexStatus> find(Indexes indexes, IndexSpec spec) {
        return indexes.list().stream()
                .filter(index -> index.spec().equals(spec) && index.phase() != IndexStatus.Phase.DROPPING)
                .findFirst();
    }
}
