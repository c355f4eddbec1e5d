package ankurah.cli.internal.command;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Syntax;
import ankurah.cli.internal.output.Progress;
import ankurah.cli.internal.output.Seconds;
import ankurah.cli.internal.output.Terminal;
import ankurah.cli.internal.store.Stores;
import ankurah.core.internal.archive.StoreCheck;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataTypes;
import ankurah.event.Sha256;
import ankurah.storage.EngineOptions;
import ankurah.storage.StorageEngine;
import java.util.List;

/** {@code ankurah fsck}. */
final class CheckStore implements Command {
    /** The bar goes over the log, then over the entities. */
    private static final int PARTS = 100;

    @Override
    public Syntax syntax() {
        return new Syntax(
                "fsck",
                "compute again all that a store holds, and name the first difference",
                List.of(),
                List.of(Targets.DATA_OPTION, Targets.STORAGE_OPTION),
                """
                Every event's id and lineage, the log, every state, the catalog and the indexes. Writes nothing.
                Exit codes: 0 all is as it should be, 1 something differs: the line on standard error says what.
                example: ankurah fsck --data data
                """);
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) {
        long begin = System.nanoTime();
        String store = Targets.requiredStore(arguments);
        Progress progress = new Progress(terminal, PARTS, "checked");
        StoreCheck.Report report;
        try (StorageEngine storage = Stores.open(store, EngineOptions.defaults(), false)) {
            report = StoreCheck.check(
                    storage,
                    new Fold(new Properties(DataTypes.builtIn())),
                    Sha256.jdk(),
                    (done, of) -> progress.update(of == 0 ? PARTS : done * PARTS / of, done));
        } finally {
            progress.clear();
        }
        terminal.out()
                .lineNow("checked " + report.commits() + " commits, " + report.events() + " events, "
                        + report.entities() + " entities and " + report.indexes() + " indexes in "
                        + Seconds.of(System.nanoTime() - begin) + ": no difference");
        if (report.unknown() > 0) {
            terminal.err()
                    .println("ankurah: " + report.unknown()
                            + " entities have data types that this program does not know;"
                            + " of these the values were not compared");
        }
        return Exit.DONE;
    }
}
