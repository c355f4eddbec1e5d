package ankurah.signals.internal;

import static ankurah.signals.internal.Node.COMPUTED;
import static ankurah.signals.internal.Node.OBSERVED;
import static ankurah.signals.internal.Node.SOURCE;

import org.jspecify.annotations.Nullable;

/**
 * Who reads whom. Each computed and effect has the list of what it read, in the order of reading. A run goes along the
 * list of the run before: as long as it reads the same, nothing is made and nothing is moved. What the run did not come
 * to is dropped at its end.
 *
 * <p>Only what is observed, which is what an effect depends on, stands in the lists of readers as well. So a computed
 * that no effect needs is known to nobody, and the garbage collector sees it. When an effect comes to depend on it, it
 * and all it depends on are entered; when the last one goes, they are taken out.
 */
@SuppressWarnings("ReferenceEquality") // a node is itself
final class Links {
    private Links() {}

    /** Notes that the running node reads dep, which is current. */
    static void track(Graph graph, Node sub, Node dep) {
        Link cursor = sub.cursor;
        Link next = sub.met == 0 || cursor == null ? sub.deps : cursor.nextDep;
        if (next != null && next.dep == dep) {
            next.seen = dep.version;
            // Most nodes read one thing; a store less each is worth the question.
            if (next != cursor) {
                sub.cursor = next;
            }
            sub.met++;
            dep.readBy = graph.context.run;
        } else if (dep.readBy != graph.context.run) {
            dep.readBy = graph.context.run;
            insert(graph, sub, dep, next);
        }
    }

    private static void insert(Graph graph, Node sub, Node dep, @Nullable Link next) {
        Link link = new Link(dep, sub, next);
        link.seen = dep.version;
        Link cursor = sub.cursor;
        if (sub.met == 0 || cursor == null) {
            sub.deps = link;
        } else {
            cursor.nextDep = link;
        }
        sub.cursor = link;
        sub.met++;
        if ((sub.flags & OBSERVED) != 0) {
            subscribe(graph, link);
        }
    }

    /** At the end of a run: drops what it did not read. */
    static void trim(Graph graph, Node sub) {
        Link cursor = sub.cursor;
        Link rest;
        if (sub.met == 0 || cursor == null) {
            rest = sub.deps;
            sub.deps = null;
            sub.cursor = null;
        } else {
            rest = cursor.nextDep;
            cursor.nextDep = null;
        }
        if (rest != null && (sub.flags & OBSERVED) != 0) {
            unsubscribeAll(graph, rest);
        }
    }

    private static void subscribe(Graph graph, Link link) {
        LinkStack lists = graph.path;
        int floor = lists.size();
        append(graph, link, lists);
        while (lists.size() > floor) {
            for (Link below = lists.pop(); below != null; below = below.nextDep) {
                append(graph, below, lists);
            }
        }
    }

    /** Enters one reader. If dep was not observed until now, what it read goes onto the stack. */
    private static void append(Graph graph, Link link, LinkStack lists) {
        Node dep = link.dep;
        Link last = dep.lastSub;
        dep.lastSub = link;
        link.previousSub = last;
        link.nextSub = null;
        if (last != null) {
            last.nextSub = link;
            return;
        }
        dep.subs = link;
        if ((dep.flags & COMPUTED) != 0) {
            dep.flags |= OBSERVED;
            graph.evaluation.observed(dep);
            if (dep.deps != null) {
                lists.push(dep.deps);
            }
        } else if ((dep.flags & SOURCE) != 0) {
            graph.flush.tell((SourceNode) dep);
        }
    }

    private static void unsubscribeAll(Graph graph, Link first) {
        LinkStack lists = graph.path;
        int floor = lists.size();
        lists.push(first);
        while (lists.size() > floor) {
            for (Link link = lists.pop(); link != null; link = link.nextDep) {
                remove(graph, link, lists);
            }
        }
    }

    private static void remove(Graph graph, Link link, LinkStack lists) {
        Node dep = link.dep;
        Link previous = link.previousSub;
        Link next = link.nextSub;
        if (previous == null) {
            dep.subs = next;
        } else {
            previous.nextSub = next;
        }
        if (next == null) {
            dep.lastSub = previous;
        } else {
            next.previousSub = previous;
        }
        link.previousSub = null;
        link.nextSub = null;
        if (dep.subs != null) {
            return;
        }
        if (dep instanceof ComputedNode<?> computed) {
            dep.flags &= ~OBSERVED;
            // It has been current all the time, or else is marked and remains so.
            computed.lookedAt = graph.epoch;
            if (dep.deps != null) {
                lists.push(dep.deps);
            }
        } else if ((dep.flags & SOURCE) != 0) {
            graph.flush.tell((SourceNode) dep);
        }
    }
}
