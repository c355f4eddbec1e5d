package ankurah.core.type;

import ankurah.event.AnkurahException;
import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A type that lives in one reserved property and sets others, as texts do: an operation claims a property and names its
 * text, and belongs to the author who claimed it first in the order of ids. So it commutes but for rival claims.
 */
final class Notes extends CommutingType<Map<String, Notes.Note>> {
    static final Notes TYPE = new Notes();

    record Note(EventId by, String text) {}

    private record Claim(String property, String text) {}

    private Notes() {
        super("notes", 1);
    }

    static TypedOperation<Map<String, Note>> claim(String property, String text) {
        return TYPE.operation(
                new CborWriter(64).array(2).text(property).text(text).toBytes());
    }

    private static Claim read(byte[] operation) {
        CborReader in = new CborReader(operation);
        in.array(2, "a claim");
        Claim claim = new Claim(in.text(), in.text());
        in.end();
        return claim;
    }

    @Override
    public String home() {
        return "_notes";
    }

    @Override
    public Set<Value.Kind> kinds() {
        return EnumSet.of(Value.Kind.STRING);
    }

    @Override
    public void check(byte[] operation) {
        Claim claim = read(operation);
        ankurah.event.Names.requireUsable(claim.property, "property");
        Value unused = Value.of(claim.text);
    }

    @Override
    public void admit(Arrival<Map<String, Note>> arrival) {
        if (arrival.author().equals("mallory") || arrival.state().size() == 9) {
            throw new AnkurahException.Refused("notes.not_yours", arrival.author() + " may claim nothing");
        }
    }

    @Override
    public Map<String, Note> initial() {
        return Map.of();
    }

    @Override
    public boolean conflicts(Map<String, Note> state, EventId event, byte[] operation) {
        Note rival = state.get(read(operation).property);
        return rival != null && rival.by.compareTo(event) > 0;
    }

    @Override
    public Map<String, Note> apply(Map<String, Note> state, EventId event, byte[] operation) {
        Claim claim = read(operation);
        Map<String, Note> after = new TreeMap<>(state);
        after.putIfAbsent(claim.property, new Note(event, claim.text));
        return after;
    }

    @Override
    public Value value(Map<String, Note> state) {
        return Value.NULL;
    }

    @Override
    public Set<String> derived(Map<String, Note> state) {
        return state.keySet();
    }

    @Override
    public Value derived(Map<String, Note> state, String property) {
        @Nullable Note note = state.get(property);
        return note == null ? Value.NULL : Value.of(note.text);
    }

    @Override
    public byte[] encode(Map<String, Note> state) {
        CborWriter out = new CborWriter(64).array(state.size());
        state.forEach((property, note) -> {
            out.array(3).text(property);
            note.by.write(out);
            out.text(note.text);
        });
        return out.toBytes();
    }

    @Override
    public Map<String, Note> decode(byte[] encoded, Value value) {
        CborReader in = new CborReader(encoded);
        Map<String, Note> state = new TreeMap<>();
        for (int left = in.array(); left > 0; left--) {
            in.array(3, "a note");
            String property = in.text();
            state.put(property, new Note(EventId.read(in), in.text()));
        }
        in.end();
        return state;
    }

    @Override
    public byte[] combine(byte[] first, byte[] second) {
        throw new AnkurahException.Invalid("notes.once", "one claim in a transaction");
    }

    @Override
    public byte[] erased(byte[] operation) {
        return new CborWriter(64)
                .array(2)
                .text(read(operation).property)
                .text("")
                .toBytes();
    }
}
