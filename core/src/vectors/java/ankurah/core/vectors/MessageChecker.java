package ankurah.core.vectors;

import static ankurah.event.vectors.Fields.bytes;
import static ankurah.event.vectors.Fields.get;
import static ankurah.event.vectors.Fields.list;
import static ankurah.event.vectors.Fields.number;
import static ankurah.event.vectors.Fields.text;

import ankurah.core.internal.sync.wire.Chunks;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.MessageReader;
import ankurah.core.internal.sync.wire.MessageWriter;
import ankurah.event.AnkurahException;
import ankurah.event.JsonText;
import ankurah.event.Sha256;
import ankurah.event.Value;
import ankurah.event.internal.Hex;
import java.util.ArrayList;
import java.util.List;

/** Checks the vectors of the wire with nothing but the module itself, so that it also runs where no test framework does. */
public final class MessageChecker {
    private final Sha256 sha256;
    private final List<String> differences = new ArrayList<>();

    private MessageChecker(Sha256 sha256) {
        this.sha256 = sha256;
    }

    /** Whether a file of docs/vectors is one of those checked here. */
    public static boolean checks(String file) {
        return file.equals("messages") || file.equals("frames");
    }

    /** What differs from one file of docs/vectors; empty when all of it holds. */
    public static List<String> check(String file, String json, Sha256 sha256) {
        MessageChecker checker = new MessageChecker(sha256);
        for (Value vector : ((Value.List) JsonText.parse(json)).items()) {
            if (file.equals("messages")) {
                checker.message(vector);
            } else {
                checker.frames(vector);
            }
        }
        return checker.differences;
    }

    /** The bytes are what the fields say, both ways. */
    private void message(Value vector) {
        byte[] bytes = bytes(vector, "bytes");
        Message message = MessageReader.decode(bytes, sha256);
        same(vector, get(vector, "message"), Value.of(MessageFields.name(message)));
        same(vector, get(vector, "type"), Value.of(bytes[1] < 24 ? bytes[1] : bytes[2]));
        same(vector, get(vector, "fields"), MessageFields.of(message));
        same(vector, get(vector, "bytes"), Value.of(Hex.encode(MessageWriter.encode(message))));
    }

    /** Frames are the messages they make, up to the first that is refused. */
    private void frames(Value vector) {
        Chunks chunks = new Chunks((int) number(vector, "frame_limit"), (int) number(vector, "message_limit"));
        List<Value> messages = new ArrayList<>();
        String code = "";
        try {
            for (Value frame : list(vector, "frames")) {
                byte[] message = chunks.accept(Hex.decode(((Value.Str) frame).value()));
                if (message.length > 0) {
                    MessageReader.decode(message, sha256);
                    messages.add(Value.of(Hex.encode(message)));
                }
            }
        } catch (AnkurahException refusal) {
            code = refusal.code();
        }
        same(vector, get(vector, "messages"), new Value.List(messages));
        same(vector, Value.of(text(vector, "code")), Value.of(code));
    }

    private void same(Value vector, Value expected, Value actual) {
        if (!expected.equals(actual)) {
            differences.add("expected " + JsonText.print(expected) + " and found " + JsonText.print(actual) + " in "
                    + JsonText.print(vector));
        }
    }
}
