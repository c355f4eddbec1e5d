package ankurah.core.type;

import ankurah.event.AnkurahException;
import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.text.IdRange;
import ankurah.text.TextDocument;
import ankurah.text.Updates;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Texts that several people write at once, {@code text}: one Yjs document for each entity, in the reserved property {@code
 * _text}, with one text in it for each property that is a text. The property shows its string; that of a text with elements,
 * as editors of rich text write them, has a line for each element with text of its own.
 *
 * <p><b>In order, or not at all.</b> Yjs identifies what was written by a client id and a clock that counts. Two updates
 * that claim one such pair for different things would leave documents different for good, and one that leaves clocks out
 * would wait for ever. So an update is applied exactly if what it inserts begins at the next clock of each of its clients,
 * the clients are its author's, and all it names is there; otherwise it contributes nothing. A durable node refuses such an
 * update where it enters. If replicated events contain rivals all the same, the order of ids decides: the text is folded
 * again, then and with each operation that follows.
 */
public final class TextType extends CommutingType<TextState> {
    public static final TextType TYPE = new TextType();

    /** The property that all operations are on. */
    public static final String HOME = "_text";

    /** How many UTF-16 units and embeds may ever be inserted into the texts of one entity, deleted ones included. */
    public static final long MOST_INSERTED = 1 << 24;

    /** How many elements and attributes the texts of one entity may have. */
    public static final int MOST_ELEMENTS = 100_000;

    /** How deep elements may lie in each other. */
    public static final int DEEPEST = 200;

    /** How many comparisons one operation may take to be placed. */
    private static final long MOST_COMPARISONS = 10_000_000;

    private TextType() {
        super("text", 1);
    }

    /**
     * Applies what a Yjs editor, or a {@link ankurah.text.TextDocument}, did. It is on {@link #HOME}.
     *
     * @param author who commits it: the name of the principal
     * @param properties the texts it touches; those that do not exist yet are empty then
     * @param update of version 1. Its client ids must be nobody else's, and go on where they stopped
     */
    public static TypedOperation<TextState> update(String author, Collection<String> properties, byte[] update) {
        return TYPE.operation(new TextBody(author, new TreeSet<>(properties), update).encode());
    }

    @Override
    public String home() {
        return HOME;
    }

    @Override
    public Set<Value.Kind> kinds() {
        return EnumSet.of(Value.Kind.STRING);
    }

    @Override
    public void check(byte[] operation) {
        TextBody.decode(operation).check();
    }

    @Override
    public void admit(Arrival<TextState> arrival) {
        TextBody body = TextBody.decode(arrival.operation());
        if (!body.author().equals(arrival.author())) {
            throw new AnkurahException.Refused(
                    "text.author", "an operation of '" + arrival.author() + "' says it is by '" + body.author() + "'");
        }
        AnkurahException wrong = obstacle(arrival.state(), body);
        if (wrong != null) {
            throw wrong;
        }
        requireRoom(arrival.state(), body);
        if (body.needs().elements() > 0 || arrival.state().mayTakeLong(body, MOST_COMPARISONS)) {
            requireModest(tried(arrival.state(), body));
        }
    }

    /** Costs as much as the document is large, so it is done only where what can be told without does not settle it. */
    private static TextDocument tried(TextState state, TextBody body) {
        TextDocument tried = state.tried(body, MOST_COMPARISONS);
        if (tried == null) {
            throw new AnkurahException.Invalid(
                    "text.entangled",
                    "what is inserted would have to be compared with more than " + MOST_COMPARISONS
                            + " others to find its places; insert less at once, or between what lies side by side");
        }
        return tried;
    }

    /** Elements take more memory than characters, and editors go through them by recursion. */
    private static void requireModest(TextDocument document) {
        if (document.deepest() > DEEPEST) {
            throw new AnkurahException.Invalid(
                    "text.too_deep",
                    "elements lie at most " + DEEPEST + " deep in each other, and here " + document.deepest());
        }
        if (document.elements() > MOST_ELEMENTS) {
            throw new AnkurahException.Invalid(
                    "text.too_large",
                    "the texts of one entity have at most " + MOST_ELEMENTS
                            + " elements and attributes, and would have " + document.elements());
        }
    }

    private static void requireRoom(TextState state, TextBody body) {
        long inserted = 0;
        for (var entry : state.clocks) {
            inserted += entry.value();
        }
        for (IdRange range : body.contents().structs()) {
            inserted += range.length();
        }
        if (inserted > MOST_INSERTED) {
            throw new AnkurahException.Invalid(
                    "text.too_large",
                    "at most " + MOST_INSERTED + " characters can ever be inserted into the texts of one entity; this"
                            + " would make " + inserted);
        }
    }

    /** Why an operation cannot be applied to a state; null if it can. */
    private static @Nullable AnkurahException obstacle(TextState state, TextBody body) {
        Map<Long, Integer> ends = new HashMap<>();
        for (IdRange range : body.contents().structs()) {
            long client = range.client();
            int next = state.nextClock(client);
            if (range.clock() > next) {
                return new AnkurahException.Invalid(
                        "text.gap",
                        "the next clock of text client " + client + " is " + next + ", and an update begins at "
                                + range.clock());
            }
            if (range.clock() < next) {
                return new AnkurahException.Conflict(
                        "text.claimed",
                        "clock " + range.clock() + " of text client " + client
                                + " is taken; begin with a new client id");
            }
            if (next > 0 && !state.owner(client).equals(body.author())) {
                return new AnkurahException.Refused(
                        "text.client_of_other", "text client " + client + " is not one of '" + body.author() + "'");
            }
            ends.put(client, range.end());
        }
        return missing(state, body, ends);
    }

    private static @Nullable AnkurahException missing(TextState state, TextBody body, Map<Long, Integer> ends) {
        for (Map.Entry<Long, Integer> need : body.needs().clocks().entrySet()) {
            long client = need.getKey();
            int end = Math.max(state.nextClock(client), ends.getOrDefault(client, 0));
            if (need.getValue() >= end) {
                return new AnkurahException.Invalid(
                        "text.missing",
                        "an update names clock " + need.getValue() + " of text client " + client
                                + ", which is not there; commit what it builds on first");
            }
        }
        return null;
    }

    @Override
    public TextState initial() {
        return TextState.empty();
    }

    @Override
    public boolean conflicts(TextState state, EventId event, byte[] operation) {
        return state.contested || obstacle(state, TextBody.decode(operation)) != null;
    }

    @Override
    public TextState apply(TextState state, EventId event, byte[] operation) {
        TextBody body = TextBody.decode(operation);
        return obstacle(state, body) == null ? state.with(event, body) : state.withRival();
    }

    @Override
    public Handoff<?> handoff(TextState state) {
        return state.copy();
    }

    @Override
    public boolean sentAsEvents(TextState state) {
        return !state.contested;
    }

    @Override
    public Value value(TextState state) {
        return Value.NULL;
    }

    @Override
    public Set<String> derived(TextState state) {
        return state.names();
    }

    @Override
    public Value derived(TextState state, String property) {
        return state.names().contains(property) ? Value.of(state.text(property)) : Value.NULL;
    }

    @Override
    public byte[] encode(TextState state) {
        return state.encode();
    }

    @Override
    public TextState decode(byte[] encoded, Value value) {
        return TextState.decode(encoded);
    }

    @Override
    public byte[] combine(byte[] first, byte[] second) {
        return TextBody.decode(first).and(TextBody.decode(second)).encode();
    }

    @Override
    public byte[] erased(byte[] operation) {
        TextBody body = TextBody.decode(operation);
        return new TextBody(body.author(), body.names(), Updates.erase(body.update())).encode();
    }

    /**
     * The Yjs update of version 1 that an operation carries.
     *
     * @throws AnkurahException.Invalid for bytes that are no operation of this type
     */
    public static byte[] updateOf(byte[] operation) {
        return TextBody.decode(operation).update();
    }

    /**
     * What an operation does, for people to read.
     *
     * @param properties the texts it touches, sorted
     * @param inserted the pieces of text it inserts
     * @param deleted how many characters it names as deleted
     */
    public record Summary(List<String> properties, List<String> inserted, long deleted) {
        public Summary {
            properties = List.copyOf(properties);
            inserted = List.copyOf(inserted);
        }
    }

    /** @throws AnkurahException.Invalid for bytes that are no operation of this type */
    public static Summary summary(byte[] operation) {
        TextBody body = TextBody.decode(operation);
        long deleted = 0;
        for (IdRange range : body.contents().deletions()) {
            deleted += range.length();
        }
        return new Summary(List.copyOf(body.names()), Updates.insertedText(body.update()), deleted);
    }
}
