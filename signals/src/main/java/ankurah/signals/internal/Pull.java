package ankurah.signals.internal;

import static ankurah.signals.internal.Node.CHECK;
import static ankurah.signals.internal.Node.CHECKING;
import static ankurah.signals.internal.Node.COMPUTED;
import static ankurah.signals.internal.Node.DIRTY;
import static ankurah.signals.internal.Node.MARKED;
import static ankurah.signals.internal.Node.NOTED;
import static ankurah.signals.internal.Node.OBSERVED;
import static ankurah.signals.internal.Node.RUNNING;
import static ankurah.signals.internal.Node.UNCACHED;

import java.util.Objects;

/**
 * The second half of a change: finds out what of all that is marked has really changed, from below, and computes that
 * again. A node looks at what it read in the order in which it read it, and runs at the first that differs: what comes
 * after may depend on that one ({@code open ? content : null}) and must not be computed for nothing.
 *
 * <p>A walk with a stack of its own, so the depth of a graph is no matter. Where a run comes to read a node it did not
 * read before, computations do nest; see {@link Evaluation} for that.
 */
@SuppressWarnings("ReferenceEquality") // a node is itself
final class Pull {
    private Pull() {}

    private static final int UNSURE = MARKED | UNCACHED | RUNNING;

    /** Makes a computed current. */
    static void refresh(Graph graph, ComputedNode<?> node) {
        int flags = node.flags;
        if (isCurrent(graph, node, flags)) {
            return;
        }
        if ((flags & RUNNING) != 0) {
            throw graph.evaluation.cycle(node);
        }
        if ((flags & (DIRTY | UNCACHED)) != 0 || differs(graph, node)) {
            graph.evaluation.evaluate(node);
        } else {
            settle(graph, node);
        }
    }

    static boolean isCurrent(Graph graph, ComputedNode<?> node, int flags) {
        return (flags & UNSURE) == 0 && ((flags & OBSERVED) != 0 || node.lookedAt == graph.epoch);
    }

    private static void settle(Graph graph, ComputedNode<?> node) {
        node.flags &= ~(CHECK | CHECKING | NOTED);
        node.lookedAt = graph.epoch;
    }

    /** Whether something differs from what the last run of the node read. All before that are current then. */
    static boolean differs(Graph graph, Node target) {
        Node node = target;
        Link link = node.deps;
        target.flags |= CHECKING;
        try {
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
                            descend(graph, link, dep);
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
                    ComputedNode<?> computed = (ComputedNode<?>) node;
                    Link above = above(graph, computed);
                    node = above.sub;
                    if (differs) {
                        graph.evaluation.evaluate(computed);
                    } else {
                        settle(graph, computed);
                    }
                    differs = computed.version != above.seen;
                    if (!differs) {
                        link = above.nextDep;
                        break;
                    }
                }
            }
        } catch (DeepRead sign) {
            while (node != target) {
                node.flags &= ~CHECKING;
                node = above(graph, node).sub;
            }
            throw sign;
        } finally {
            target.flags &= ~CHECKING;
        }
    }

    /** Notes the way back, unless it is the first of the readers. */
    private static void descend(Graph graph, Link link, Node dep) {
        if (dep.subs == link) {
            dep.flags |= CHECKING;
        } else {
            dep.flags |= CHECKING | NOTED;
            graph.path.push(link);
        }
    }

    /** By what link the walk came to a node. While it is under way nobody leaves, and who comes comes behind. */
    private static Link above(Graph graph, Node node) {
        if ((node.flags & NOTED) != 0) {
            node.flags &= ~NOTED;
            return graph.path.pop();
        }
        return Objects.requireNonNull(node.subs);
    }
}
