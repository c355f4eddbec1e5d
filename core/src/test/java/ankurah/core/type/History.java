package ankurah.core.type;

import ankurah.event.EventId;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Concurrent operations on one property, applied in every order. */
final class History<S> {
    private final CommutingType<S> type;
    private final List<byte[]> bodies = new ArrayList<>();

    private History(CommutingType<S> type) {
        this.type = type;
    }

    @SafeVarargs
    static <S> History<S> of(CommutingType<S> type, TypedOperation<S>... inIdOrder) {
        History<S> history = new History<>(type);
        for (TypedOperation<S> operation : inIdOrder) {
            history.bodies.add(operation.write(type.initial(), null));
        }
        return history;
    }

    static EventId id(int number) {
        byte[] bytes = new byte[EventId.BYTES];
        bytes[7] = (byte) number;
        return EventId.fromBytes(bytes);
    }

    /** The value that all orders end in. */
    Value value() {
        List<Value> ends = new ArrayList<>();
        permute(new ArrayList<>(), ends);
        Value first = ends.getFirst();
        if (!ends.stream().allMatch(first::equals)) {
            throw new AssertionError("different ends: " + ends);
        }
        return first;
    }

    private void permute(List<Integer> order, List<Value> ends) {
        if (order.size() == bodies.size()) {
            S state = type.initial();
            for (int number : order) {
                state = type.apply(state, id(number + 1), bodies.get(number));
            }
            ends.add(type.value(type.decode(type.encode(state), type.value(state))));
            return;
        }
        for (int i = 0; i < bodies.size(); i++) {
            if (!order.contains(i)) {
                order.add(i);
                permute(order, ends);
                order.removeLast();
            }
        }
    }

    /** What one transaction makes of several operations, as one. */
    @SafeVarargs
    static <S> byte[] together(S seen, TypedOperation<S>... operations) {
        byte @Nullable [] body = null;
        for (TypedOperation<S> operation : operations) {
            body = operation.write(seen, body);
        }
        return body == null ? new byte[0] : body;
    }
}
