package ankurah.core.vectors;

import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.MessageWriter;
import ankurah.event.Value;
import ankurah.event.cbor.CborWriter;
import ankurah.event.internal.Hex;
import ankurah.event.vectors.Fields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What frames make messages, and what is refused. */
final class FrameVectors {
    private static final int FRAME = 64;
    private static final int MESSAGE = 200;

    private final List<Value> vectors = new ArrayList<>();
    private final byte[] ping = MessageWriter.encode(new Message.Ping(7));
    private final byte[] large = MessageWriter.encode(new Message.Hello(1, 0, "x".repeat(100), null));

    private FrameVectors() {}

    static List<Value> frames() {
        FrameVectors made = new FrameVectors();
        made.taken();
        made.chunksOutOfOrder();
        made.tooLarge();
        made.noMessages();
        made.malformed();
        return made.vectors;
    }

    /** Adds what comes of frames, which the checker finds out for itself. */
    private void add(String name, List<byte[]> messages, String code, byte[]... frames) {
        vectors.add(Fields.named(name)
                .put("frame_limit", FRAME)
                .put("message_limit", MESSAGE)
                .put("frames", hex(Arrays.asList(frames)))
                .put("messages", hex(messages))
                .put("code", code)
                .build());
    }

    private void refused(String name, String code, byte[]... frames) {
        add(name, List.of(), code, frames);
    }

    private static Value hex(List<byte[]> all) {
        List<Value> texts = new ArrayList<>();
        all.forEach(bytes -> texts.add(Value.of(Hex.encode(bytes))));
        return new Value.List(texts);
    }

    private static byte[] chunk(boolean last, byte[] part) {
        return new CborWriter().array(3).integer(0).bool(last).bytes(part).toBytes();
    }

    private byte[] part(int from, int to) {
        return Arrays.copyOfRange(large, from, to);
    }

    private void taken() {
        add("a message in a frame", List.of(ping), "", ping);
        add("two messages", List.of(ping, ping), "", ping, ping);
        add(
                "a message in three chunks, and one behind it",
                List.of(large, ping),
                "",
                chunk(false, part(0, 50)),
                chunk(false, part(50, 51)),
                chunk(true, part(51, large.length)),
                ping);
        add("a message in a single chunk", List.of(ping), "", chunk(true, ping));
    }

    private void chunksOutOfOrder() {
        refused("a message between chunks", "sync.chunk_order", chunk(false, part(0, 50)), ping);
        refused("a chunk in a chunk", "sync.chunk_order", chunk(true, chunk(true, ping)));
        add("what came before stays", List.of(ping), "sync.chunk_order", ping, chunk(false, part(0, 50)), ping);
    }

    private void tooLarge() {
        refused("a frame beyond the limit", "sync.frame_too_large", large);
        refused(
                "a message beyond the limit",
                "sync.message_too_large",
                chunk(false, new byte[50]),
                chunk(false, new byte[50]),
                chunk(false, new byte[50]),
                chunk(false, new byte[50]),
                chunk(false, new byte[1]));
    }

    private void noMessages() {
        refused("an empty chunk", "sync.malformed", chunk(false, new byte[0]));
        refused("an empty frame", "sync.malformed", new byte[0]);
        refused("no array", "sync.malformed", Hex.decode("01"));
        refused("an empty array", "sync.malformed", Hex.decode("80"));
        refused("a type that is no number", "sync.malformed", Hex.decode("826161f6"));
        refused("a type that does not exist", "sync.unknown_message", Hex.decode("821863f6"));
        refused("a hello of version 2", "sync.version", Hex.decode("830a0263616e79"));
        refused("a request of a kind that does not exist", "sync.unknown_message", Hex.decode("830e01811863"));
    }

    private void malformed() {
        refused("an item too many", "sync.malformed", Hex.decode("830107f6"));
        refused("an item too few", "sync.malformed", Hex.decode("8101"));
        refused("bytes behind the message", "sync.malformed", Hex.decode("82010700"));
        refused("a number in a longer form than it needs", "sync.malformed", Hex.decode("82011807"));
        refused("an array of indefinite length", "sync.malformed", Hex.decode("9f0107ff"));
        refused("a length that exceeds the frame", "sync.malformed", Hex.decode("820d5b0000000100000000"));
        refused("a category beyond the sixth", "sync.malformed", Hex.decode("84030661616162"));
        refused("a negative log number", "sync.malformed", Hex.decode("851601f5205820" + "00".repeat(32)));
    }
}
