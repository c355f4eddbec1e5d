package ankurah.signals.internal;

import static ankurah.signals.internal.Node.CHECK;
import static ankurah.signals.internal.Node.CHECKING;
import static ankurah.signals.internal.Node.CYCLIC;
import static ankurah.signals.internal.Node.DIRTY;
import static ankurah.signals.internal.Node.FAILED;
import static ankurah.signals.internal.Node.OBSERVED;
import static ankurah.signals.internal.Node.RUNNING;
import static ankurah.signals.internal.Node.UNCACHED;

import ankurah.signals.SignalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs computations. One that reads a node never computed before runs that inside its own run, and that one the next:
 * the first read of a long chain would need as much of the thread's stack as the chain is long. So nesting is bounded.
 * A read beyond the bound throws {@link DeepRead}, which breaks off all computations that are under way. Their frames
 * stay in the {@link Context}, as what is still to do; then the read that went too deep is made, from the ground, and
 * after it those broken off, the innermost first. Each of them is begun once more, and less deep than before: the cost
 * is at most twice that of plain nesting, for the first read of a deep graph only.
 *
 * <p>All of them, running or still to do, have {@code RUNNING} set, for each needs the one after it: reading one of them
 * is a cycle.
 */
final class Evaluation {
    /** Few enough for any stack, also under a deep caller and with helpers between the computations. */
    static final int MAX_NESTED = 100;

    private final Graph graph;
    private final Context context;
    /** How many computations lie on the stack of the thread. */
    private int nested;
    /** The frame of the computed that was asked for first. */
    private int ground;

    private @Nullable ComputedNode<?> tooDeep;
    /** Results that hold for this evaluation and no longer. Without that much, a cycle would be gone round for ever. */
    private final List<Node> passing = new ArrayList<>();
    /** Observed nodes with such results. No change is known to concern them, since what they did not get to read might. */
    private final List<Node> restless = new ArrayList<>();

    Evaluation(Graph graph, Context context) {
        this.graph = graph;
        this.context = context;
    }

    boolean isRunning() {
        return nested > 0;
    }

    /** Computes a node, and counts its version up if the result is another. */
    void evaluate(ComputedNode<?> node) {
        if (nested == 0) {
            fromTheGround(node);
        } else if (tooDeep == null && nested < MAX_NESTED) {
            run(node);
        } else {
            if (tooDeep == null) {
                tooDeep = node;
            }
            node.flags &= ~CHECKING;
            throw new DeepRead();
        }
    }

    private void fromTheGround(ComputedNode<?> node) {
        ground = context.size();
        try {
            run(node);
        } catch (DeepRead sign) {
            finish();
        }
        if (!passing.isEmpty()) {
            for (Node passed : passing) {
                passed.flags |= UNCACHED;
                if ((passed.flags & OBSERVED) != 0) {
                    restless.add(passed);
                }
            }
            passing.clear();
        }
    }

    /** Remembers a node that has come to be observed, if its result does not hold. */
    void observed(Node node) {
        if ((node.flags & UNCACHED) != 0) {
            restless.add(node);
        }
    }

    /** With each change, has all look again who depend on what does not hold. */
    void stir() {
        if (!restless.isEmpty()) {
            rest();
            restless.forEach(node -> Push.from(graph, node.subs));
        }
    }

    /** Forgets nodes that hold now, or are needed by nobody. */
    void rest() {
        if (!restless.isEmpty()) {
            restless.removeIf(node -> (node.flags & (UNCACHED | OBSERVED)) != (UNCACHED | OBSERVED));
        }
    }

    private void finish() {
        pushTooDeep();
        while (context.size() > ground) {
            ComputedNode<?> next = (ComputedNode<?>) context.pop();
            try {
                run(next);
            } catch (DeepRead sign) {
                pushTooDeep();
            }
        }
    }

    private void pushTooDeep() {
        ComputedNode<?> node = Objects.requireNonNull(tooDeep);
        tooDeep = null;
        node.flags |= RUNNING;
        context.push(node);
    }

    private <T extends @Nullable Object> void run(ComputedNode<T> node) {
        context.push(node);
        node.flags = (node.flags | RUNNING) & ~CHECKING;
        node.met = 0;
        int outer = context.beginRun();
        boolean paused = context.pause(false);
        nested++;
        Object result;
        boolean failed = false;
        boolean same;
        try {
            T value = node.computation.compute();
            result = value;
            same = node.isSame(value);
        } catch (Throwable error) {
            result = error;
            failed = true;
            same = (node.flags & FAILED) != 0 && isSame(node.value, error);
        }
        nested--;
        context.pause(paused);
        context.endRun(outer);
        if (tooDeep != null) { // also when the computation has caught the sign
            node.flags |= DIRTY;
            throw new DeepRead();
        }
        context.drop();
        Links.trim(graph, node);
        int flags = node.flags & ~(DIRTY | CHECK | UNCACHED | RUNNING | CYCLIC | FAILED);
        if ((node.flags & CYCLIC) != 0 || result instanceof VirtualMachineError) {
            passing.add(node);
        }
        node.flags = failed ? flags | FAILED : flags;
        node.lookedAt = graph.epoch;
        if (!same) {
            node.value = result;
            node.version++;
        }
    }

    @SuppressWarnings("ReferenceEquality") // an error is itself
    private static boolean isSame(@Nullable Object before, Throwable error) {
        return before == error
                || before instanceof SignalException.Cycle one
                        && error instanceof SignalException.Cycle other
                        && one.chain().equals(other.chain());
    }

    /** What to throw at who reads a node that is running. */
    SignalException cycle(ComputedNode<?> node) {
        int from = context.size() - 1;
        while (context.at(from) != node) {
            from--;
        }
        List<String> chain = new ArrayList<>();
        for (int i = from; i < context.size(); i++) {
            Node member = Objects.requireNonNull(context.at(i));
            member.flags |= CYCLIC;
            chain.add(member.label());
        }
        chain.add(node.label());
        return new SignalException.Cycle(chain);
    }
}
