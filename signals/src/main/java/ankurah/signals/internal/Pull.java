package ankurah.signals.internal;

import static ankurah.signals.internal.Node.CHECK;
import static ankurah.signals.internal.Node.CHECKING;
import static ankurah.signals.internal.Node.COMPUTED;
import static ankurah.signals.internal.Node.DIRTY;
import static ankurah.signals.internal.Node.MARKED;
import static ankurah.signals.internal.Node.OBSERVED;
import static ankurah.signals.internal.Node.RUNNING;
import static ankurah.signals.internal.Node.UNCACHED;

/**
 * The second half of a change: finds out what of all that is marked has really changed, from below, and computes that
 * again. A node looks at what it read in the order in which it read it, and runs at the first that differs: what comes
 * after may depend on that one ({@code open ? content : null}) and must not be computed for nothing.
 *
 * <p>A walk with a stack of its own, so the depth of a graph is no matter. Where a run comes to read a node it did not
 * read before, computations do nest; see {@link Evaluation} for that.
 */
final class Pull {
    private Pull() {}

    /** Makes a computed current. */
    static void refresh(Graph graph, ComputedNode<?> node) {
        if (isCurrent(graph, node, node.flags)) {
            return;
        }
        int flags = node.flags;
        if ((flags & RUNNING) != 0) {
            throw graph.evaluation.cycle(node);
        }
        if ((flags & (DIRTY | UNCACHED)) != 0 || differs(graph, node)) {
            graph.evaluation.evaluate(node);
        } else {
            settle(graph, node);
        }
    }

    private static boolean isCurrent(Graph graph, ComputedNode<?> node, int flags) {
        return (flags & (MARKED | UNCACHED | RUNNING)) == 0
                && ((flags & OBSERVED) != 0 || node.lookedAt == graph.epoch);
    }

    private static void settle(Graph graph, Node node) {
        node.flags &= ~(CHECK | CHECKING);
        ((ComputedNode<?>) node).lookedAt = graph.epoch;
    }

    /** Whether something differs from what the last run of the node read. All before that are current then. */
    static boolean differs(Graph graph, Node target) {
        LinkStack path = graph.path;
        int floor = path.size();
        target.flags |= CHECKING;
        try {
            return walk(graph, target, path);
        } finally {
            // Only a computation that was broken off leaves something here.
            while (path.size() > floor) {
                path.pop().dep.flags &= ~CHECKING;
            }
            target.flags &= ~CHECKING;
        }
    }

    private static boolean walk(Graph graph, Node target, LinkStack path) {
        Node node = target;
        Link link = node.deps;
        while (true) {
            boolean differs = false;
            while (link != null) {
                Node dep = link.dep;
                int flags = dep.flags;
                if ((flags & COMPUTED) == 0) {
                    if ((flags & DIRTY) != 0) {
                        dep.settle();
                    }
                } else if (!isCurrent(graph, (ComputedNode<?>) dep, flags)) {
                    if ((flags & (RUNNING | CHECKING)) != 0) {
                        differs = true; // it leads to itself; running it will tell
                        break;
                    }
                    if ((flags & (DIRTY | UNCACHED)) == 0) {
                        path.push(link);
                        dep.flags = flags | CHECKING;
                        node = dep;
                        link = dep.deps;
                        continue;
                    }
                    graph.evaluation.evaluate((ComputedNode<?>) dep);
                }
                if (dep.version != link.seen) {
                    differs = true;
                    break;
                }
                link = link.nextDep;
            }
            // Back up, as long as what was looked at makes the one above differ.
            while (true) {
                if (node == target) {
                    return differs;
                }
                link = path.pop();
                if (differs) {
                    graph.evaluation.evaluate((ComputedNode<?>) node);
                } else {
                    settle(graph, node);
                }
                differs = node.version != link.seen;
                node = link.sub;
                if (!differs) {
                    link = link.nextDep;
                    break;
                }
            }
        }
    }
}
