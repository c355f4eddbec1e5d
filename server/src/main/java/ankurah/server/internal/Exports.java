package ankurah.server.internal;

import java.io.IOException;
import java.io.OutputStream;

/** Writes everything the node's store holds. */
@FunctionalInterface
public interface Exports {
    /** @param out takes as much as its reader does, and makes the writer wait */
    void write(OutputStream out) throws IOException;
}
