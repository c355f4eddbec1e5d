package ankurah.core.internal.type;

import ankurah.core.type.RefoldedType;
import java.util.ArrayList;
import java.util.List;

/** Operations are folded in the order of their ids. */
final class RefoldedFolding<S> extends Folding<S, Timeline<S>> {
    private final RefoldedType<S> type;

    RefoldedFolding(RefoldedType<S> type, Timeline<S> known) {
        super(known);
        this.type = type;
    }

    private RefoldedFolding(RefoldedFolding<S> before, Step step) {
        super(before, step);
        this.type = before.type;
    }

    @Override
    RefoldedType<S> type() {
        return type;
    }

    @Override
    S current() {
        return known().current();
    }

    @Override
    RefoldedFolding<S> with(Step step) {
        return new RefoldedFolding<>(this, step);
    }

    @Override
    Timeline<S> apply(Timeline<S> before, List<Step> steps) {
        List<Step> sorted = new ArrayList<>(steps);
        sorted.sort((a, b) -> a.event().compareTo(b.event()));
        return before.with(type, sorted, steps.getLast().origin());
    }

    @Override
    byte[] encode() {
        return known().encode(type);
    }
}
