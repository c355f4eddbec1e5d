package ankurah.signals.internal;

import static ankurah.signals.internal.Node.CHECK;
import static ankurah.signals.internal.Node.EFFECT;
import static ankurah.signals.internal.Node.MARKED;

import org.jspecify.annotations.Nullable;

/**
 * The first half of a change: marks all that may be concerned, and queues the effects among it. Nothing is computed. A
 * node that is marked already is passed by, since all behind it are marked too; so a batch visits each node once.
 */
final class Push {
    private Push() {}

    /**
     * Marks what depends on a node, depth first, in the order in which the readers came.
     *
     * @param first the list of its readers
     */
    static void from(Graph graph, @Nullable Link first) {
        if (first == null) {
            return;
        }
        LinkStack path = graph.path;
        int floor = path.size();
        Link link = first;
        Link next = link.nextSub;
        while (true) {
            Node sub = link.sub;
            int flags = sub.flags;
            if ((flags & MARKED) == 0) {
                sub.flags = flags | CHECK;
                Link below = sub.subs;
                if (below != null) {
                    link = below;
                    // The way back is noted only where there are two.
                    if (below.nextSub != null) {
                        if (next != null) {
                            path.push(next);
                        }
                        next = below.nextSub;
                    }
                    continue;
                }
                if ((flags & EFFECT) != 0) {
                    graph.flush.queue((EffectNode) sub);
                }
            }
            if (next != null) {
                link = next;
            } else if (path.size() > floor) {
                link = path.pop();
            } else {
                return;
            }
            next = link.nextSub;
        }
    }
}
