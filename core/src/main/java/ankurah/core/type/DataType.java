package ankurah.core.type;

import ankurah.event.AnkurahException;
import ankurah.event.EventId;
import ankurah.event.Names;
import ankurah.event.Value;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the operations on a property become its value. A program's own type is a small class that extends one of two:
 *
 * <ul>
 *   <li>{@link CommutingType}, when the order of operations does not matter, as long as causes come before effects. Each
 *       operation is applied when it arrives, and costs the same whatever came before.
 *   <li>{@link RefoldedType}, when it does matter. The operations are folded in the order of their events' ids, which is
 *       the same on every node; an operation that arrives late is put in its place and those behind it are folded again.
 * </ul>
 *
 * <p><b>What must hold</b>, or nodes end up different: every method is a function of its arguments alone, with no clock, no
 * random numbers and nothing else of the node; states are immutable, so that whoever reads one sees it stay; equal sets of
 * operations give equal states, and equal states give equal bytes. No type may reward being early, because an author who is
 * offline, or lies, may date an event far back. {@code DataTypeKit} tests all of this in a few lines.
 *
 * <p>An instance is shared by all threads.
 *
 * @param <S> what the type makes of operations; immutable
 */
public abstract sealed class DataType<S> permits CommutingType, RefoldedType {
    private static final int MAX_VERSION = 0xffff;

    private final String name;
    private final int version;

    /**
     * @param name what operations call it, for good; of the same form as a property's name
     * @param version of the encoding of operations and states, from 0 to 65535. Operations of a smaller version than the
     *     greatest on a property contribute nothing to it
     */
    protected DataType(String name, int version) {
        Names.requireStored(name, "data type");
        if (version < 0 || version > MAX_VERSION) {
            throw new AnkurahException.Invalid(
                    "event.data_type_version", "the version " + version + " of a data type is not in 0..65535");
        }
        this.name = name;
        this.version = version;
    }

    public final String name() {
        return name;
    }

    public final int version() {
        return version;
    }

    /** The kinds of the values it shows, for the catalog. */
    public abstract Set<Value.Kind> kinds();

    /**
     * Looks at the structure of an operation where it enters the system. Whatever passes here must be foldable into every
     * state, and must be the only encoding of what it says.
     *
     * @throws AnkurahException.Invalid for anything but an operation of this type, such as {@code cbor.malformed}
     */
    public abstract void check(byte[] operation);

    /**
     * Looks at an operation once more where it enters a durable node, with what it meets there. What is refused here is
     * refused for good, together with what is built on it; the rest of the system never sees it. Nothing rests on it for
     * agreement, since other nodes do not ask again.
     *
     * @throws AnkurahException why not
     */
    public void admit(Arrival<S> arrival) {}

    /**
     * The events of the same entity that an operation names and must not be folded before. The gate keeps it waiting for
     * them as for its event's parents. For most types there are none.
     */
    public List<EventId> needs(byte[] operation) {
        return List.of();
    }

    /** What a property holds before its first operation. */
    public abstract S initial();

    /** What queries, indexes and readers see of a state. */
    public abstract Value value(S state);

    /**
     * One operation that does what two of the same transaction do one after the other: an event has at most one for each
     * property. The event id that both get is the same.
     *
     * @throws AnkurahException.Invalid if there is no such operation; the author is told to commit in between
     */
    public abstract byte[] combine(byte[] first, byte[] second);

    /**
     * What stands in the place of an operation when its event is erased: nothing of what its author wrote may be in it,
     * but as much as later operations rest on. It passes {@link #check}, and erasing it again changes nothing. What it
     * names in {@link #needs} the original named too.
     */
    public abstract byte[] erased(byte[] operation);

    /**
     * The same operation with new ids for what it names, when the commits that made those were made anew before any server had
     * seen them. A type whose operations hold ids of events or entities overrides this; any other is left as it is.
     */
    public byte[] renamed(byte[] operation, Renaming renaming) {
        return operation;
    }

    /**
     * The operation that undoes others: it does to a property what leads from one state to another. Null if there is nothing
     * to do.
     *
     * @param now what the property holds
     * @param was what it would hold without what was undone earlier; nearly always the same
     * @param wanted what it would hold without that, and without what is to be undone
     * @throws AnkurahException.Invalid {@code undo.unsupported} if there is no such operation, as for types that do not say
     *     otherwise
     */
    public @Nullable TypedOperation<S> restoring(S now, S was, S wanted) {
        throw new AnkurahException.Invalid(
                "undo.unsupported", "operations of the data type " + this + " cannot be undone");
    }

    /** Null for a type that any property may have; the one reserved property that all of its operations are on. */
    public @Nullable String home() {
        return null;
    }

    /** A typed operation with this body; for the methods by which a type offers its operations. */
    protected final TypedOperation<S> operation(byte[] body) {
        return TypedOperation.of(this, body);
    }

    @Override
    public final String toString() {
        return name + "/" + version;
    }
}
