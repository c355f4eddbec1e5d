package ankurah.cli.internal.command;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.Failure;
import ankurah.cli.internal.archive.ArchiveIn;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Syntax;
import ankurah.cli.internal.output.Progress;
import ankurah.cli.internal.output.Seconds;
import ankurah.cli.internal.output.Terminal;
import ankurah.cli.internal.store.Stores;
import ankurah.core.internal.archive.ArchiveLoad;
import ankurah.core.internal.archive.Heading;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataTypes;
import ankurah.event.Sha256;
import ankurah.storage.EngineOptions;
import ankurah.storage.StorageEngine;
import java.io.IOException;
import java.util.List;

/** {@code ankurah load}. */
final class Load implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "load",
                "fill an empty store with what export wrote",
                List.of("FROM"),
                List.of(Targets.DATA_OPTION, Targets.STORAGE_OPTION),
                """
                FROM is a file, a folder, or - for standard input. Every id is computed again, every commit checked and every
                state folded anew. A load that was cut off goes on with the same command; until all is there no server opens
                the store. 'load FROM --storage memory:' only checks the export.
                example: ankurah load backup.jsonl --data data
                """);
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws IOException {
        long begin = System.nanoTime();
        String store = Targets.requiredStore(arguments);
        String from = arguments.operand(0);
        try (ArchiveIn in = ArchiveIn.from(from)) {
            byte[] first = in.next();
            if (first == null) {
                throw Failure.failed("'" + from + "' is empty, and no export");
            }
            Heading heading = Heading.read(first);
            EngineOptions options =
                    EngineOptions.defaults().withSystem(heading.system()).withLog(heading.log());
            ArchiveLoad.Loaded loaded;
            try (StorageEngine storage = Stores.open(store, options, true)) {
                loaded = load(in, first, storage, terminal);
            }
            terminal.out()
                    .lineNow("loaded " + loaded.commits() + " commits with " + loaded.events() + " events of "
                            + loaded.entities() + " entities in " + Seconds.of(System.nanoTime() - begin)
                            + (loaded.wentOn() ? ", going on where it was cut off" : ""));
        }
        return Exit.DONE;
    }

    private static ArchiveLoad.Loaded load(ArchiveIn in, byte[] first, StorageEngine storage, Terminal terminal)
            throws IOException {
        Fold fold = new Fold(new Properties(DataTypes.builtIn()));
        ArchiveLoad load = ArchiveLoad.begin(storage, first, fold, Sha256.jdk());
        Progress progress = new Progress(terminal, load.heading().commits(), "commits");
        try {
            for (byte[] line = in.next(); line != null; line = in.next()) {
                load.take(line);
                progress.update(load.commits(), load.commits());
            }
            return load.finish();
        } finally {
            progress.clear();
            load.close();
        }
    }
}
