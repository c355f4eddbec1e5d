package ankurah.core.type;

import ankurah.event.EventId;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.storage.tree.PersistentMap;
import ankurah.text.IdRange;
import ankurah.text.TextDocument;
import ankurah.text.Updates;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one entity: which properties they are, the document that has them, and whose each client id is. Never
 * changes.
 *
 * <p>The document itself is handed on from state to state ({@link Handoff}). A state that has no bytes of it yet knows the
 * state before and the update in between; that line is short, because each state that is stored or has {@value #LONGEST}
 * such before it has its bytes.
 */
public final class TextState {
    static final TextState EMPTY = new TextState(
            new TreeSet<>(), PersistentMap.empty(Long::compare), PersistentMap.empty(Long::compare), false, 0);

    private static final int LONGEST = 16;
    private static final byte[] NOTHING = {0, 0};

    final SortedSet<String> names;
    /** For each client its first clock that is missing. */
    final PersistentMap<Long, Integer> clocks;
    /** Whose the clients are; those that are not named are the one without a name's. */
    final PersistentMap<Long, String> owners;

    final boolean contested;
    /** How many operations are in it. */
    final long operations;

    private Handoff<TextCopy> copy = new Handoff<>(null, 0);
    private @Nullable TextChange last;
    private int depth;
    private volatile @Nullable Map<String, String> strings;
    private volatile byte @Nullable [] document;
    private volatile @Nullable Origin origin;

    @SuppressWarnings("ArrayRecordComponent") // not changed by anybody
    private record Origin(TextState before, byte[] update) {}

    private TextState(
            SortedSet<String> names,
            PersistentMap<Long, Integer> clocks,
            PersistentMap<Long, String> owners,
            boolean contested,
            long operations) {
        this.names = names;
        this.clocks = clocks;
        this.owners = owners;
        this.contested = contested;
        this.operations = operations;
    }

    /** The properties that are texts, in their order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(names);
    }

    /** A text; empty if it is none. */
    public String text(String property) {
        return names.contains(property) ? strings().getOrDefault(property, "") : "";
    }

    /** How many operations have led to it. */
    public long operations() {
        return operations;
    }

    /** The first clock of a client that is not taken. */
    public int nextClock(long client) {
        Integer next = clocks.get(client);
        return next == null ? 0 : next;
    }

    String owner(long client) {
        String owner = owners.get(client);
        return owner == null ? "" : owner;
    }

    /** The change that led to it; null if that is no longer known. */
    public @Nullable TextChange lastChange() {
        return last;
    }

    /** The document, as a Yjs update of version 1. */
    public byte[] document() {
        byte[] known = document;
        if (known != null) {
            return known;
        }
        byte[] read = copy.read(TextCopy::encode);
        return keep(read != null ? read : rebuilt().encode());
    }

    private byte[] keep(byte[] encoded) {
        document = encoded;
        origin = null;
        return encoded;
    }

    /** The same document once more, from the last state that has its bytes. */
    private TextCopy rebuilt() {
        Deque<byte[]> updates = new ArrayDeque<>();
        TextState at = this;
        byte[] base = at.document;
        while (base == null) {
            Origin its = at.origin;
            if (its != null) {
                updates.addFirst(its.update);
                at = its.before;
            }
            base = at.document;
        }
        TextCopy made = TextCopy.of(base, names);
        updates.forEach(update -> made.apply(update, names));
        return made;
    }

    /** Whether an operation that fits might need more comparisons to find its places, as far as can be told without placing it. */
    boolean mayTakeLong(TextBody body, long most) {
        Long bound = copy.read(at -> at.document().comparisons(body.update(), most));
        return (bound == null ? rebuilt().document().comparisons(body.update(), most) : bound) > most;
    }

    /** The document with an operation that fits, in a copy; null if placing it takes more comparisons. */
    @Nullable
    TextDocument tried(TextBody body, long mostComparisons) {
        TextDocument made = rebuilt().document();
        return made.applyWithin(body.update(), mostComparisons) ? made : null;
    }

    private Map<String, String> strings() {
        Map<String, String> known = strings;
        if (known == null) {
            known = rebuilt().strings(Map.of(), names);
            strings = known;
        }
        return known;
    }

    Handoff<TextCopy> copy() {
        return copy;
    }

    /** With one more operation, which fits. */
    TextState with(EventId event, TextBody body) {
        TextCopy working = copy.take();
        if (working == null) {
            working = rebuilt();
        }
        SortedSet<String> all = names;
        if (!names.containsAll(body.names())) {
            all = new TreeSet<>(names);
            all.addAll(body.names());
        }
        PersistentMap<Long, Integer> ends = clocks;
        PersistentMap<Long, String> owned = owners;
        for (IdRange range : body.contents().structs()) {
            if (range.clock() == 0 && !body.author().isEmpty()) {
                owned = owned.put(range.client(), body.author());
            }
            ends = ends.put(range.client(), range.end());
        }
        TextState after = new TextState(all, ends, owned, contested, operations + 1);
        working.apply(body.update(), all);
        Map<String, String> before = strings;
        after.strings = working.strings(before == null ? Map.of() : before, all);
        after.last = TextChange.after(last, event, body.update());
        after.origin = new Origin(this, body.update());
        after.depth = document == null ? depth + 1 : 1;
        after.copy = new Handoff<>(working, working.bytes());
        if (after.depth >= LONGEST) {
            after.depth = 0;
            after.keep(after.document());
        }
        return after;
    }

    /** With an operation that contributes nothing. */
    TextState withRival() {
        if (contested) {
            return this;
        }
        TextState after = new TextState(names, clocks, owners, true, operations);
        after.copy = copy;
        after.last = last;
        after.depth = depth;
        after.strings = strings;
        after.document = document;
        after.origin = origin;
        if (after.document == null && after.origin == null) {
            after.document = document;
        }
        return after;
    }

    /** {@code [operations, contested, [name, ...], [[client, author], ...], document]}. */
    byte[] encode() {
        byte[] bytes = document();
        CborWriter out = new CborWriter(bytes.length + 64)
                .array(5)
                .integer(operations)
                .bool(contested)
                .array(names.size());
        names.forEach(out::text);
        out.array(owners.size());
        owners.forEach(entry -> out.array(2).integer(entry.key()).text(entry.value()));
        return out.bytes(bytes).toBytes();
    }

    static TextState decode(byte[] encoded) {
        CborReader in = new CborReader(encoded);
        in.array(5, "the state of texts");
        long operations = in.integer();
        boolean contested = in.bool();
        TreeSet<String> names = new TreeSet<>();
        for (int left = in.array(); left > 0; left--) {
            names.add(in.text());
        }
        PersistentMap<Long, String> owners = PersistentMap.empty(Long::compare);
        for (int left = in.array(); left > 0; left--) {
            in.array(2, "a client and its author");
            owners = owners.put(in.integer(), in.text());
        }
        byte[] document = in.bytes();
        in.end();
        PersistentMap<Long, Integer> clocks = PersistentMap.empty(Long::compare);
        Map<Long, Integer> read = new TreeMap<>(Updates.readStateVector(Updates.stateVectorOf(document)));
        for (Map.Entry<Long, Integer> entry : read.entrySet()) {
            clocks = clocks.put(entry.getKey(), entry.getValue());
        }
        TextState state = new TextState(names, clocks, owners, contested, operations);
        state.document = document;
        return state;
    }

    static TextState empty() {
        return EMPTY;
    }

    static {
        EMPTY.document = NOTHING;
        EMPTY.strings = Map.of();
    }

    @Override
    public String toString() {
        return "TextState" + Objects.requireNonNullElse(strings, names);
    }
}
