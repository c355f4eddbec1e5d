package ankurah.fuzz;

import ankurah.core.internal.sync.wire.Chunks;
import ankurah.core.internal.sync.wire.MessageReader;
import ankurah.event.AnkurahException;
import ankurah.event.Sha256;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.Arrays;
import java.util.List;

/** Frames in any order, chunks among them: what they add up to stays within its bounds, and splitting gives it back. */
public final class FramesTarget {
    private static final Sha256 SHA = Sha256.jdk();
    private static final int FRAME = 64;
    private static final int MESSAGE = 256;

    private FramesTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        Chunks chunks = new Chunks(FRAME, MESSAGE);
        try {
            while (data.remainingBytes() > 0) {
                byte[] message = chunks.accept(data.consumeBytes(data.consumeInt(0, FRAME + 1)));
                if (message.length > 0) {
                    requireSame(message);
                    MessageReader.decode(message, SHA);
                }
            }
        } catch (AnkurahException.Invalid refused) {
            Target.requireCode(refused);
        }
    }

    private static void requireSame(byte[] message) {
        if (message.length > MESSAGE) {
            throw new AssertionError("a message of " + message.length + " bytes");
        }
        List<byte[]> frames = Chunks.split(message, FRAME);
        Chunks again = new Chunks(FRAME, MESSAGE);
        byte[] joined = {};
        for (byte[] frame : frames) {
            joined = again.accept(frame);
        }
        if (!Arrays.equals(joined, message)) {
            throw new AssertionError("the frames of a message are another message");
        }
    }
}
