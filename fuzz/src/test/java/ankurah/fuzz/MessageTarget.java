package ankurah.fuzz;

import ankurah.core.internal.sync.wire.MessageReader;
import ankurah.core.internal.sync.wire.MessageWriter;
import ankurah.event.Sha256;

/** Messages of both sides. */
public final class MessageTarget {
    private static final Sha256 SHA = Sha256.jdk();

    private MessageTarget() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Target.canonical(bytes, b -> MessageReader.decode(b, SHA), MessageWriter::encode);
    }
}
