package ankurah.core.internal.type;

import ankurah.core.type.CommutingType;
import ankurah.core.type.DataType;
import ankurah.core.type.RefoldedType;
import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.storage.PropertyState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The decoded side of a property's state, kept beside its bytes.
 *
 * <p>An operation costs nothing until somebody asks what came of it; then all operations since the last known state are
 * worked in together, those of a re-folded type in their order. Whoever publishes a state asks first, so no reader finds
 * operations open, and none is worked in upon a history that has moved on. Until then a state belongs to one thread.
 *
 * @param <S> the type's state
 * @param <T> what is kept of it
 */
abstract sealed class Folding<S, T> implements PropertyState.Source permits CommutingFolding, RefoldedFolding {
    private volatile @Nullable T known;
    private @Nullable Open<S, T> open;
    private volatile byte @Nullable [] encoded;

    /** An operation that is not worked in, and what it comes upon. */
    private record Open<S, T>(Folding<S, T> before, Step step) {}

    /** One operation on its way. */
    record Step(EventId event, byte[] body, Origin origin) {}

    Folding(T known) {
        this.known = known;
    }

    Folding(Folding<S, T> before, Step step) {
        this.open = new Open<>(before, step);
    }

    static <S> Folding<S, ?> initial(DataType<S> type) {
        return switch (type) {
            case CommutingType<S> commuting -> new CommutingFolding<>(commuting, commuting.initial());
            case RefoldedType<S> refolded -> new RefoldedFolding<>(refolded, Timeline.start(refolded));
        };
    }

    static <S> Folding<S, ?> decode(DataType<S> type, byte[] state, Value value) {
        return switch (type) {
            case CommutingType<S> commuting -> new CommutingFolding<>(commuting, commuting.decode(state, value));
            case RefoldedType<S> refolded -> new RefoldedFolding<>(refolded, Timeline.decode(refolded, state));
        };
    }

    abstract DataType<S> type();

    /** What the type has made of the operations. */
    abstract S current();

    abstract Folding<S, T> with(Step step);

    /** Works operations in, in the order they came. */
    abstract T apply(T before, List<Step> steps);

    abstract byte[] encode();

    /** Two threads may both encode; the bytes are equal. */
    @Override
    public final byte[] state() {
        byte[] bytes = encoded;
        if (bytes == null) {
            bytes = encode();
            encoded = bytes;
        }
        return bytes;
    }

    final PropertyState toProperty() {
        return new PropertyState(type().name(), type().version(), this);
    }

    @Override
    public final Value value() {
        return type().value(current());
    }

    final T known() {
        T now = known;
        if (now != null) {
            return now;
        }
        Deque<Step> steps = new ArrayDeque<>();
        Folding<S, T> at = this;
        T base = null;
        while (base == null) {
            Open<S, T> its = Objects.requireNonNull(at.open);
            steps.addFirst(its.step);
            at = its.before;
            base = at.known;
        }
        T result = apply(base, new ArrayList<>(steps));
        known = result;
        open = null;
        return result;
    }
}
