package ankurah.core.internal.live;

import ankurah.event.Value;
import ankurah.query.Interval;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Feeds filed under intervals of the value order: which of these does a value lie in?
 *
 * <p>A search tree over where the intervals begin, kept in balance by the heights of its sides (Adelson-Velsky and Landis,
 * "An algorithm for the organization of information", 1962), in which each node knows how far the intervals below it reach
 * (as in Cormen and others, "Introduction to Algorithms", interval trees). Filing and removing cost the logarithm of the
 * number of intervals, finding costs it once more for each interval found. Constants are intervals of one value.
 */
final class IntervalTree {
    private @Nullable Node root;

    private static final class Node {
        Interval interval;
        Crowd crowd;

        @Nullable
        Node left;

        @Nullable
        Node right;
        /** Of the intervals here and below, one that ends last. */
        Interval reach;

        /** Whether an interval on the left ends where this one has begun. */
        boolean overlapped;

        int height = 1;

        Node(Interval interval, Crowd crowd) {
            this.interval = interval;
            this.crowd = crowd;
            this.reach = interval;
        }
    }

    boolean isEmpty() {
        return root == null;
    }

    /** How many feeds are filed under this very interval. */
    int countAt(Interval interval) {
        Node node = root;
        while (node != null) {
            int order = Bounds.compare(interval, node.interval);
            if (order == 0) {
                return node.crowd.size();
            }
            node = order < 0 ? node.left : node.right;
        }
        return 0;
    }

    void add(Interval interval, Feed feed) {
        root = add(root, interval, feed);
    }

    /** Does nothing when the feed is not filed under this very interval. */
    void remove(Interval interval, Feed feed) {
        root = remove(root, interval, feed);
    }

    /** The feeds that have an interval with the value in it; a feed with several that overlap comes more than once. */
    void forEachAt(Value value, Crowd.Visitor visitor) {
        forEachAt(root, value, visitor);
    }

    void forEach(Crowd.Visitor visitor) {
        forEach(root, visitor);
    }

    /** Goes to the left and to the right of a node only where something is to be found on the left. */
    private static void forEachAt(@Nullable Node from, Value value, Crowd.Visitor visitor) {
        Node node = from;
        while (node != null) {
            Interval interval = node.interval;
            int order = interval.lower() == null ? -1 : interval.lower().compareTo(value);
            if (order > 0) {
                node = node.left;
                continue;
            }
            Node left = node.left;
            if (left != null && (node.overlapped || order == 0) && !Bounds.endBefore(left.reach, value)) {
                forEachAt(left, value, visitor);
            }
            boolean started = order < 0 || interval.lowerInclusive();
            if (started && (interval.isPoint() ? order == 0 : !Bounds.endBefore(interval, value))) {
                node.crowd.forEach(visitor);
            }
            node = node.right;
        }
    }

    private static void forEach(@Nullable Node node, Crowd.Visitor visitor) {
        if (node != null) {
            forEach(node.left, visitor);
            node.crowd.forEach(visitor);
            forEach(node.right, visitor);
        }
    }

    private static Node add(@Nullable Node node, Interval interval, Feed feed) {
        if (node == null) {
            return new Node(interval, feed);
        }
        int order = Bounds.compare(interval, node.interval);
        if (order == 0) {
            node.crowd = node.crowd.with(feed);
            return node;
        }
        if (order < 0) {
            node.left = add(node.left, interval, feed);
        } else {
            node.right = add(node.right, interval, feed);
        }
        return balanced(node);
    }

    private static @Nullable Node remove(@Nullable Node node, Interval interval, Feed feed) {
        if (node == null) {
            return null;
        }
        int order = Bounds.compare(interval, node.interval);
        if (order < 0) {
            node.left = remove(node.left, interval, feed);
        } else if (order > 0) {
            node.right = remove(node.right, interval, feed);
        } else {
            Crowd rest = node.crowd.without(feed);
            if (rest == null) {
                return withoutTop(node);
            }
            node.crowd = rest;
            return node;
        }
        return balanced(node);
    }

    private static @Nullable Node withoutTop(Node node) {
        Node right = node.right;
        if (node.left == null || right == null) {
            return node.left == null ? right : node.left;
        }
        Node next = right;
        while (next.left != null) {
            next = next.left;
        }
        next.right = withoutFirst(right);
        next.left = node.left;
        return balanced(next);
    }

    private static @Nullable Node withoutFirst(Node node) {
        Node left = node.left;
        if (left == null) {
            return node.right;
        }
        node.left = withoutFirst(left);
        return balanced(node);
    }

    /** Sides that differ in height by two become even again; the other facts about the node are brought up to date. */
    private static Node balanced(Node node) {
        int lean = height(node.left) - height(node.right);
        if (lean > 1) {
            Node left = Objects.requireNonNull(node.left);
            if (height(left.left) < height(left.right)) {
                node.left = turnedLeft(left);
            }
            return turnedRight(node);
        }
        if (lean < -1) {
            Node right = Objects.requireNonNull(node.right);
            if (height(right.right) < height(right.left)) {
                node.right = turnedRight(right);
            }
            return turnedLeft(node);
        }
        note(node);
        return node;
    }

    private static Node turnedRight(Node node) {
        Node top = Objects.requireNonNull(node.left);
        node.left = top.right;
        top.right = node;
        note(node);
        note(top);
        return top;
    }

    private static Node turnedLeft(Node node) {
        Node top = Objects.requireNonNull(node.right);
        node.right = top.left;
        top.left = node;
        note(node);
        note(top);
        return top;
    }

    private static void note(Node node) {
        node.height = 1 + Math.max(height(node.left), height(node.right));
        node.reach = node.interval;
        extend(node, node.left);
        extend(node, node.right);
        node.overlapped = node.left != null && Bounds.overlap(node.left.reach, node.interval);
    }

    private static void extend(Node node, @Nullable Node below) {
        if (below != null && Bounds.compareUpper(below.reach, node.reach) > 0) {
            node.reach = below.reach;
        }
    }

    private static int height(@Nullable Node node) {
        return node == null ? 0 : node.height;
    }
}
