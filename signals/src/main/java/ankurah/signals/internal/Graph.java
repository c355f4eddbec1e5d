package ankurah.signals.internal;

import ankurah.signals.Action;
import ankurah.signals.Computation;
import ankurah.signals.Computed;
import ankurah.signals.Effect;
import ankurah.signals.Equality;
import ankurah.signals.ErrorHandler;
import ankurah.signals.MutableSignal;
import ankurah.signals.Scope;
import ankurah.signals.SignalException;
import ankurah.signals.SignalGraph;
import ankurah.signals.Source;
import ankurah.signals.Strand;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A graph of signals: who is in it, and what is running. The work is done by four others. A change first goes up:
 * {@link Push} marks what may be concerned and queues effects. When the outermost call leaves, {@link Flush} runs the
 * queue, and each effect has {@link Pull} bring up to date what it read, and runs only if that has changed. {@link Links}
 * knows who read what, {@link Evaluation} runs computations.
 *
 * <p>What must stay true, whenever no code of the graph is running:
 * <ul>
 *   <li>An observed computed that is not marked is current. One that is marked has all observed readers marked, and the
 *       effects among them queued.
 *   <li>A computed that is not observed stands in no list of readers. It is current if it was looked at in this epoch.
 *   <li>Nothing is written while a computation runs. So an epoch stays what it is during one, and what has been found
 *       current stays so until its end.
 *   <li>The graph itself refers to no node: the queue and the stacks are empty.
 * </ul>
 *
 * <p>One at a time is in the graph, by compare-and-set, and another is refused rather than made to wait: he would wait
 * for effects, which are a program's own code, and which may well be waiting for him.
 */
public final class Graph implements SignalGraph {
    final LinkStack path = new LinkStack();
    final Context context = new Context();
    final Flush flush;
    final Evaluation evaluation = new Evaluation(this, context);
    /** Ends a call into the graph that began with {@link #enter}. */
    final Leaving leaving = this::leave;

    /** Counts changes. */
    int epoch;

    private final AtomicInteger numbers = new AtomicInteger();

    private final Strand strand;
    private final AtomicReference<@Nullable Object> tenant = new AtomicReference<>();
    /** The tenant again, for the question whether the caller is. Who is not never sees himself here. */
    private @Nullable Object mine;

    private int depth;
    /** What was closed by somebody who could not take it down himself. */
    private final AtomicReference<@Nullable Parting> parting = new AtomicReference<>();

    private record Parting(Action end, @Nullable Parting next) {}

    interface Leaving extends AutoCloseable {
        @Override
        void close();
    }

    public Graph(ErrorHandler errors, Strand strand) {
        this.flush = new Flush(this, errors);
        this.strand = strand;
    }

    int nextNumber() {
        return numbers.incrementAndGet();
    }

    void changed(Node node) {
        epoch++;
        Push.from(this, node.subs);
        evaluation.stir();
    }

    // ---- who is in it

    /** Whether the caller is in the graph. By any thread. */
    @SuppressWarnings("ReferenceEquality") // a strand is known by the object
    boolean isMine() {
        return mine == strand.current();
    }

    /** Who depends on what the caller reads now. By any thread. */
    @Nullable
    Node reader() {
        return isMine() ? context.reader() : null;
    }

    @SuppressWarnings("ReferenceEquality") // as above
    private boolean tryEnter() {
        Object me = strand.current();
        if (mine == me) {
            depth++;
            return true;
        }
        if (!tenant.compareAndSet(null, me)) {
            return false;
        }
        mine = me;
        depth = 1;
        return true;
    }

    void enter() {
        if (!tryEnter()) {
            throw new SignalException.Busy();
        }
    }

    void enterToChange(String verb, Object what) {
        enter();
        if (evaluation.isRunning()) {
            depth--;
            Node running = Objects.requireNonNull(context.innermost());
            throw new SignalException.SideEffect(verb + " " + what, running.label());
        }
    }

    void leave() {
        if (depth > 1) {
            depth--;
            return;
        }
        do {
            flush.drain();
            evaluation.rest();
            context.forget();
            depth = 0;
            mine = null;
            tenant.set(null);
        } while (hasParting() && tryEnter());
        flush.rethrow();
    }

    // ---- closing, which is for everybody

    /** Takes down what was closed: now, or when who is in the graph leaves it, or when the computation at hand is done. */
    void part(Action end) {
        if (tryEnter()) {
            try (leaving) {
                if (!evaluation.isRunning()) {
                    end.run();
                } else {
                    park(end);
                }
            }
        } else {
            park(end);
            // Whoever is in the graph takes it down. He may just have left.
            if (tryEnter()) {
                leave();
            }
        }
    }

    private void park(Action end) {
        Parting before = parting.get();
        while (!parting.compareAndSet(before, new Parting(end, before))) {
            before = parting.get();
        }
    }

    boolean hasParting() {
        return parting.get() != null;
    }

    void endParting() {
        if (!hasParting()) {
            return;
        }
        for (Parting at = parting.getAndSet(null); at != null; at = at.next) {
            at.end.run();
        }
    }

    /** To whom belongs what is made now. */
    private @Nullable Owner owner() {
        Owner scope = context.scope;
        if (scope == null && context.innermost() instanceof EffectNode effect) {
            return effect.owner();
        }
        return scope;
    }

    // ---- the face

    @Override
    public <T extends @Nullable Object> MutableSignal<T> signal(T value, Equality<? super T> equality) {
        return new SignalNode<>(this, value, equality);
    }

    @Override
    public <T extends @Nullable Object> Computed<T> computed(Computation<T> computation, Equality<? super T> equality) {
        return new ComputedNode<>(this, computation, equality);
    }

    @Override
    public Source source(Source.Upstream upstream) {
        return new SourceNode(this, upstream);
    }

    @Override
    public Effect effect(Action action) {
        enterToChange("make", "an effect");
        try (leaving) {
            EffectNode effect = new EffectNode(this, action);
            effect.join(owner());
            flush.begin(effect);
            return effect;
        }
    }

    @Override
    public Scope scope() {
        enterToChange("make", "a scope");
        try (leaving) {
            Owner scope = new Owner(this, null, null);
            scope.join(owner());
            return scope;
        }
    }

    @Override
    public void onClose(Action cleanup) {
        Owner present = isMine() && !evaluation.isRunning() ? owner() : null;
        if (present == null) {
            throw new SignalException.NoOwner();
        }
        new Owner(this, null, cleanup).join(present);
    }

    @Override
    public void batch(Action action) {
        enter();
        try (leaving) {
            action.run();
        }
    }

    @Override
    public <T extends @Nullable Object> T untracked(Computation<T> computation) {
        if (!isMine()) {
            return computation.compute();
        }
        boolean before = context.pause(true);
        try {
            return computation.compute();
        } finally {
            context.pause(before);
        }
    }

    @Override
    public void untracked(Action action) {
        untracked(() -> {
            action.run();
            return null;
        });
    }
}
