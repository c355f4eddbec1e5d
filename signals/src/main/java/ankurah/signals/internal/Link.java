package ankurah.signals.internal;

import org.jspecify.annotations.Nullable;

/** That {@code sub} read {@code dep}. It stands in the list of what sub read, and, while sub is observed, of who reads dep. */
final class Link {
    final Node dep;
    final Node sub;
    /** The version of dep that sub has seen. */
    int seen;

    @Nullable
    Link nextDep;

    @Nullable
    Link previousSub;

    @Nullable
    Link nextSub;

    Link(Node dep, Node sub, @Nullable Link nextDep) {
        this.dep = dep;
        this.sub = sub;
        this.nextDep = nextDep;
    }
}
