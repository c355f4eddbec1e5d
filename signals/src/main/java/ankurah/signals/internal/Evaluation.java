package ankurah.signals.internal;

import static ankurah.signals.internal.Node.CHECK;
import static ankurah.signals.internal.Node.CHECKING;
import static ankurah.signals.internal.Node.CYCLIC;
import static ankurah.signals.internal.Node.DIRTY;
import static ankurah.signals.internal.Node.FAILED;
import static ankurah.signals.internal.Node.RUNNING;
import static ankurah.signals.internal.Node.UNCACHED;

import ankurah.signals.SignalException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs computations. One that reads a node never computed before runs that inside its own run, and that one the next:
 * the first read of a long chain would need as much of the thread's stack as the chain is long. So nesting is bounded.
 * A read beyond the bound throws {@link DeepRead}, which breaks off all computations that are under way. They stay in
 * {@code frames} as what is still to do; then the read that went too deep is made, from the ground, and after it those
 * broken off, from the innermost. Each of them is begun once more, and so nested less deep than before: the cost is at
 * most twice that of plain nesting, for the first read of a deep graph only.
 *
 * <p>Frames below {@code base} are to be done, those from {@code base} on are running. All have {@code RUNNING} set, for
 * each of them needs the one after it: to read one of them is a cycle.
 */
final class Evaluation {
    /** Few enough for any stack, also under a deep caller and with helpers between the computations. */
    static final int MAX_NESTED = 100;

    private final Graph graph;
    private ComputedNode<?>[] frames = new ComputedNode<?>[MAX_NESTED + 1];
    private int base;
    private int top;
    private @Nullable ComputedNode<?> tooDeep;

    Evaluation(Graph graph) {
        this.graph = graph;
    }

    /** The innermost computed that is running. */
    @Nullable ComputedNode<?> running() {
        return top == 0 ? null : frames[top - 1];
    }

    /** Computes a node, and counts its version up if the result is another. */
    void evaluate(ComputedNode<?> node) {
        if (top == 0) {
            fromTheGround(node);
        } else if (tooDeep == null && top - base < MAX_NESTED) {
            run(node);
        } else {
            if (tooDeep == null) {
                tooDeep = node;
            }
            node.flags &= ~CHECKING;
            throw DeepRead.SIGN;
        }
    }

    private void fromTheGround(ComputedNode<?> node) {
        try {
            run(node);
        } catch (DeepRead sign) {
            finish();
        }
    }

    private void finish() {
        push(takeTooDeep());
        while (top > 0) {
            ComputedNode<?> next = pop();
            base = top;
            try {
                run(next);
            } catch (DeepRead sign) {
                push(takeTooDeep());
            }
        }
        base = 0;
    }

    private ComputedNode<?> takeTooDeep() {
        ComputedNode<?> node = Objects.requireNonNull(tooDeep);
        tooDeep = null;
        return node;
    }

    private void push(ComputedNode<?> node) {
        if (top == frames.length) {
            frames = Arrays.copyOf(frames, top * 2);
        }
        node.flags |= RUNNING;
        frames[top++] = node;
    }

    @SuppressWarnings("NullAway") // empty above the top
    private ComputedNode<?> pop() {
        ComputedNode<?> node = frames[--top];
        frames[top] = null;
        return node;
    }

    private <T extends @Nullable Object> void run(ComputedNode<T> node) {
        Graph graph = this.graph;
        push(node);
        node.flags &= ~CHECKING;
        node.met = 0;
        Node outer = graph.active;
        int outerRun = graph.run;
        graph.active = node;
        graph.run = graph.nextRun();
        Object result;
        boolean failed = false;
        boolean same = false;
        try {
            T value = node.computation.compute();
            result = value;
            same = node.isSame(value);
        } catch (Throwable error) {
            result = error;
            failed = true;
            same = (node.flags & FAILED) != 0 && node.value == error;
        }
        graph.active = outer;
        graph.run = outerRun;
        if (tooDeep != null) { // also when the computation has caught the sign
            node.flags |= DIRTY;
            throw DeepRead.SIGN;
        }
        pop();
        Links.trim(graph, node);
        int flags = node.flags & ~(DIRTY | CHECK | UNCACHED | RUNNING | CYCLIC | FAILED);
        if ((node.flags & CYCLIC) != 0 || result instanceof VirtualMachineError) {
            flags |= UNCACHED;
        }
        node.flags = failed ? flags | FAILED : flags;
        node.lookedAt = graph.epoch;
        if (!same) {
            node.value = result;
            node.version++;
        }
    }

    /** What to throw at who reads a node that is running. */
    SignalException cycle(ComputedNode<?> node) {
        int from = top - 1;
        while (frames[from] != node) {
            from--;
        }
        List<String> chain = new ArrayList<>();
        for (int i = from; i < top; i++) {
            frames[i].flags |= CYCLIC;
            chain.add(frames[i].label());
        }
        chain.add(node.label());
        return new SignalException.Cycle(chain);
    }
}
