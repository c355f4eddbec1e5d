package ankurah.signals.internal;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who is running, from the outermost to the innermost: an effect, in it perhaps another that it made or a computed that
 * it reads, in that the next one. Null stands for code of the program's that is nobody's, such as a cleanup.
 *
 * <p>What is popped stays in the array until the graph is left: a collector with write barriers makes each reference
 * stored in a long-lived object cost as much as the rest of a visit to a node.
 */
final class Context {
    private static final int ROOM = Evaluation.MAX_NESTED + 28;

    private @Nullable Node[] frames = new Node[ROOM];
    private int top;
    private int highest;

    /** Whether reads are depended on by nobody for now. */
    private boolean paused;
    /** The scope whose action is running, inside the innermost effect or outside of all. */
    @Nullable
    Owner scope;
    /** The number of the innermost run. */
    int run;

    private int runs;

    int size() {
        return top;
    }

    @Nullable
    Node at(int frame) {
        return frames[frame];
    }

    /** Who depends on what is read now. */
    @Nullable
    Node reader() {
        return top == 0 || paused ? null : frames[top - 1];
    }

    /** Who runs, tracking or not. */
    @Nullable
    Node innermost() {
        return top == 0 ? null : frames[top - 1];
    }

    void push(@Nullable Node node) {
        int at = top;
        if (at == frames.length) {
            frames = Arrays.copyOf(frames, at * 2);
        }
        frames[at] = node;
        top = at + 1;
        if (top > highest) {
            highest = top;
        }
    }

    Node pop() {
        return Objects.requireNonNull(frames[--top]);
    }

    void drop() {
        top--;
    }

    /** Begins a run; the number it returns goes to {@link #endRun}. Numbers are never 0, which nodes begin with. */
    int beginRun() {
        int outer = run;
        int next = runs + 1;
        runs = next == 0 ? 1 : next;
        run = runs;
        return outer;
    }

    void endRun(int outer) {
        run = outer;
    }

    boolean pause(boolean value) {
        boolean before = paused;
        paused = value;
        return before;
    }

    /** Keeps nobody alive. */
    void forget() {
        if (frames.length > ROOM) {
            frames = new Node[ROOM];
        } else {
            Arrays.fill(frames, 0, highest, null);
        }
        highest = 0;
    }
}
