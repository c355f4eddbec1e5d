package ankurah.core.internal.sync.wire;

import ankurah.event.AnkurahException;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Messages larger than a frame: each goes as chunk frames {@code [0, last, bytes]} with no other frame of its sender in
 * between. One instance collects what one peer sends; what it holds is bounded by the message limit.
 */
public final class Chunks {
    /** What the head of a chunk frame takes at most. */
    private static final int HEAD = 16;

    private final int frameLimit;
    private int messageLimit;
    private byte[] collected = new byte[0];
    private int length;

    public Chunks(int frameLimit, int messageLimit) {
        this.frameLimit = frameLimit;
        this.messageLimit = messageLimit;
    }

    /** Lets messages be this large from now on. */
    public void allow(int bytes) {
        messageLimit = bytes;
    }

    /** The frames of a message, in order; mostly one, the message itself. */
    public static List<byte[]> split(byte[] message, int frameLimit) {
        if (message.length <= frameLimit) {
            return List.of(message);
        }
        int size = frameLimit - HEAD;
        List<byte[]> frames = new ArrayList<>();
        for (int from = 0; from < message.length; from += size) {
            int to = Math.min(message.length, from + size);
            frames.add(new CborWriter(to - from + HEAD)
                    .array(3)
                    .integer(Types.CHUNK)
                    .bool(to == message.length)
                    .bytes(Arrays.copyOfRange(message, from, to))
                    .toBytes());
        }
        return frames;
    }

    /**
     * Takes a frame and returns the message it is or completes, or an empty array when more is to come.
     *
     * @throws AnkurahException.Invalid {@code sync.frame_too_large}, {@code sync.message_too_large}, {@code
     *     sync.chunk_order} or {@code sync.malformed}
     */
    public byte[] accept(byte[] frame) {
        if (frame.length > frameLimit) {
            throw frameTooLarge(frameLimit);
        }
        if (frame.length == 0) {
            throw SyncErrors.malformed("a frame is empty", null);
        }
        if (!isChunk(frame)) {
            if (length > 0) {
                throw new AnkurahException.Invalid(
                        SyncErrors.CHUNK_ORDER, "another frame came in the middle of a chunked message");
            }
            return frame;
        }
        return collect(frame);
    }

    public static AnkurahException.Invalid frameTooLarge(int frameLimit) {
        return new AnkurahException.Invalid(
                SyncErrors.FRAME_TOO_LARGE,
                "a frame has at most " + frameLimit + " bytes; send larger messages in chunks");
    }

    private byte[] collect(byte[] frame) {
        boolean last;
        byte[] part;
        try {
            CborReader in = new CborReader(frame);
            in.array(3, "a chunk");
            in.integer();
            last = in.bool();
            part = in.bytes();
            in.end();
        } catch (AnkurahException.Invalid e) {
            throw SyncErrors.malformed("a chunk is malformed: " + e.getMessage(), e);
        }
        if (part.length == 0) {
            throw SyncErrors.malformed("a chunk is empty", null);
        }
        if (part.length > messageLimit - length) {
            throw new AnkurahException.Invalid(
                    SyncErrors.MESSAGE_TOO_LARGE, "a message has at most " + messageLimit + " bytes");
        }
        if (collected.length - length < part.length) {
            collected = Arrays.copyOf(
                    collected, Math.min(messageLimit, Math.max(2 * collected.length, length + part.length)));
        }
        System.arraycopy(part, 0, collected, length, part.length);
        length += part.length;
        return last ? finish() : new byte[0];
    }

    private byte[] finish() {
        byte[] message = Arrays.copyOf(collected, length);
        collected = new byte[0];
        length = 0;
        if (isChunk(message)) {
            throw new AnkurahException.Invalid(SyncErrors.CHUNK_ORDER, "a chunked message holds a chunk");
        }
        return message;
    }

    /** A three-item array whose first item is 0. */
    private static boolean isChunk(byte[] frame) {
        return frame.length > 1 && (frame[0] & 0xff) == 0x83 && frame[1] == Types.CHUNK;
    }
}
