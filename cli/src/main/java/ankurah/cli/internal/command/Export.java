package ankurah.cli.internal.command;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.Failure;
import ankurah.cli.internal.archive.ArchiveIn;
import ankurah.cli.internal.archive.ArchiveOut;
import ankurah.cli.internal.archive.ServerExport;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Option;
import ankurah.cli.internal.args.Syntax;
import ankurah.cli.internal.output.Progress;
import ankurah.cli.internal.output.Seconds;
import ankurah.cli.internal.output.Terminal;
import ankurah.cli.internal.store.Stores;
import ankurah.core.internal.archive.ArchiveLines;
import ankurah.core.internal.archive.ArchiveSink;
import ankurah.core.internal.archive.Exporter;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataTypes;
import ankurah.event.Sha256;
import ankurah.storage.EngineOptions;
import ankurah.storage.StorageEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ankurah export}. */
final class Export implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "export",
                "write everything a store holds as JSON Lines, which load reads",
                List.of("[TO]"),
                List.of(
                        Option.optional(
                                Targets.SERVER,
                                "URL",
                                "a server on this machine, which goes on meanwhile (default " + Targets.DEFAULT_SERVER
                                        + ")"),
                        Targets.DATA_OPTION,
                        Targets.STORAGE_OPTION),
                """
                TO is a file, a folder (it gets the lines and the manifest apart), or - for standard output, as without it.
                All of it is of one position. What is exported goes past every policy. docs/export.md has the format.
                example: ankurah export backup.jsonl --data data
                """);
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        String store = Targets.store(arguments);
        String to = arguments.optionalOperand(0);
        ArchiveLines lines = new ArchiveLines(Sha256.jdk());
        if (store == null) {
            ofServer(arguments, to, lines, terminal);
        } else {
            ofStore(store, to, lines, terminal);
        }
        if (to != null && !to.equals("-")) {
            terminal.out()
                    .lineNow("exported " + lines.commits() + " commits in " + Seconds.of(System.nanoTime() - begin));
        }
        return Exit.DONE;
    }

    private static void ofStore(String store, @Nullable String to, ArchiveLines lines, Terminal terminal)
            throws IOException {
        try (StorageEngine storage = Stores.open(store, EngineOptions.defaults(), false);
                ArchiveOut out = ArchiveOut.to(to, terminal.out())) {
            Sink sink = new Sink(out, lines, terminal);
            try {
                Exporter.export(storage, new Properties(DataTypes.builtIn()), Sha256.jdk(), sink);
                out.done();
            } catch (UncheckedIOException failed) {
                throw failed.getCause();
            } finally {
                sink.clear();
            }
        }
    }

    private static void ofServer(Arguments arguments, @Nullable String to, ArchiveLines lines, Terminal terminal)
            throws IOException, InterruptedException {
        URI server = Session.reachable(arguments, arguments.option(Targets.SERVER, Targets.DEFAULT_SERVER));
        try (HttpClient client = ServerExport.client();
                ArchiveIn in = ArchiveIn.of(ServerExport.open(client, server), server.toString());
                ArchiveOut out = ArchiveOut.to(to, terminal.out())) {
            Sink sink = new Sink(out, lines, terminal);
            try {
                for (byte[] line = in.next(); line != null; line = in.next()) {
                    sink.line(line);
                }
            } catch (UncheckedIOException failed) {
                throw failed.getCause();
            } catch (IOException broken) {
                throw Failure.failed(
                        "the server broke off in the middle of the export: " + broken.getMessage(), broken);
            } finally {
                sink.clear();
            }
            if (!lines.isDone()) {
                throw Failure.failed("the server broke off in the middle of the export");
            }
            out.done();
        }
    }

    /** Passes lines on, and shows how far it is. */
    private static final class Sink implements ArchiveSink {
        private final ArchiveOut out;
        private final ArchiveLines lines;
        private final Terminal terminal;
        private @Nullable Progress progress;

        Sink(ArchiveOut out, ArchiveLines lines, Terminal terminal) {
            this.out = out;
            this.lines = lines;
            this.terminal = terminal;
        }

        @Override
        public void line(byte[] utf8) {
            lines.take(utf8);
            out.line(utf8);
            Progress shown = progress;
            if (shown == null) {
                shown = new Progress(terminal, lines.ofCommits(), "commits");
                progress = shown;
            }
            shown.update(lines.commits(), lines.commits());
        }

        void clear() {
            if (progress != null) {
                progress.clear();
            }
        }
    }
}
