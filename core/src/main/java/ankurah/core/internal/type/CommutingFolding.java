package ankurah.core.internal.type;

import ankurah.core.type.CommutingType;
import ankurah.event.AnkurahException;
import ankurah.event.EventId;
import java.util.List;

/** Operations are applied as they come, unless the type finds that their order matters after all. */
final class CommutingFolding<S> extends Folding<S, S> {
    private final CommutingType<S> type;

    CommutingFolding(CommutingType<S> type, S known) {
        super(known);
        this.type = type;
    }

    private CommutingFolding(CommutingFolding<S> before, Step step) {
        super(before, step);
        this.type = before.type;
    }

    @Override
    CommutingType<S> type() {
        return type;
    }

    @Override
    S current() {
        return known();
    }

    @Override
    CommutingFolding<S> with(Step step) {
        return new CommutingFolding<>(this, step);
    }

    @Override
    S apply(S before, List<Step> steps) {
        S state = before;
        for (Step step : steps) {
            boolean again = step.origin().history() != null && type.conflicts(state, step.event(), step.body());
            S after = again ? again(step) : type.apply(state, step.event(), step.body());
            step.origin().copies().follow(type.handoff(state), type.handoff(after));
            state = after;
        }
        return state;
    }

    /** All operations on the property that were there before this one, and this one, in id order. */
    private S again(Step late) {
        Replay replay = new Replay(late);
        late.origin().operations(type, null, replay);
        return replay.end();
    }

    private final class Replay implements History.Visitor {
        private final Step late;
        private boolean done;
        private S state = type.initial();

        Replay(Step late) {
            this.late = late;
        }

        @Override
        public void visit(EventId event, byte[] body) {
            if (!done && event.compareTo(late.event()) > 0) {
                done = true;
                state = type.apply(state, late.event(), late.body());
            }
            state = type.apply(state, event, body);
        }

        S end() {
            return done ? state : type.apply(state, late.event(), late.body());
        }
    }

    @Override
    byte[] encode() {
        byte[] encoded = type.encode(known());
        if (encoded.length > 0 && encoded[0] == Opaque.MARK) {
            throw new AnkurahException.Fault("type.state", "a state of " + type + " begins with ff, which is taken");
        }
        return encoded;
    }
}
