package ankurah.server;

import ankurah.core.Node;
import ankurah.core.internal.archive.Exporter;
import ankurah.core.internal.gate.DurableBackend;
import ankurah.server.internal.Exports;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Everything a node's store holds, while the node goes on. */
record NodeExport(Node node) implements Exports {
    @Override
    public void write(OutputStream out) throws IOException {
        DurableBackend backend = (DurableBackend) node.backend();
        try {
            Exporter.export(
                    backend.storage(),
                    backend.fold().properties(),
                    backend.platform().sha256(),
                    line -> put(out, line));
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
    }

    private static void put(OutputStream out, byte[] line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
