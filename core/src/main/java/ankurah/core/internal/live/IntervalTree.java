package ankurah.core.internal.live;

import ankurah.event.Value;
import ankurah.query.Interval;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Windows filed under intervals of the value order: which of these does a value lie in?
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

    /** How many windows are filed under this very interval. */
    int countAt(Interval interval) {
        Node node = root;
        while (node != null) {
            int order = compare(interval, node.interval);
            if (order == 0) {
                return node.crowd.size();
            }
            node = order < 0 ? node.left : node.right;
        }
        return 0;
    }

    void add(Interval interval, Window window) {
        root = add(root, interval, window);
    }

    /** Does nothing when the window is not filed under this very interval. */
    void remove(Interval interval, Window window) {
        root = remove(root, interval, window);
    }

    /** The windows that have an interval with the value in it; a window with several that overlap comes more than once. */
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
            if (left != null && (node.overlapped || order == 0) && !endsBefore(left.reach, value)) {
                forEachAt(left, value, visitor);
            }
            boolean started = order < 0 || interval.lowerInclusive();
            if (started && (interval.isPoint() ? order == 0 : !endsBefore(interval, value))) {
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

    private static Node add(@Nullable Node node, Interval interval, Window window) {
        if (node == null) {
            return new Node(interval, window);
        }
        int order = compare(interval, node.interval);
        if (order == 0) {
            node.crowd = node.crowd.with(window);
            return node;
        }
        if (order < 0) {
            node.left = add(node.left, interval, window);
        } else {
            node.right = add(node.right, interval, window);
        }
        return balanced(node);
    }

    private static @Nullable Node remove(@Nullable Node node, Interval interval, Window window) {
        if (node == null) {
            return null;
        }
        int order = compare(interval, node.interval);
        if (order < 0) {
            node.left = remove(node.left, interval, window);
        } else if (order > 0) {
            node.right = remove(node.right, interval, window);
        } else {
            Crowd rest = node.crowd.without(window);
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
        node.overlapped = node.left != null && overlaps(node.left.reach, node.interval);
    }

    /** Whether the first interval, which begins first, does not end before the second begins, or at most where it does. */
    private static boolean overlaps(Interval first, Interval second) {
        Value end = first.upper();
        Value start = second.lower();
        return end == null || start == null || end.compareTo(start) > 0;
    }

    private static void extend(Node node, @Nullable Node below) {
        if (below != null && compareUpper(below.reach, node.reach) > 0) {
            node.reach = below.reach;
        }
    }

    private static int height(@Nullable Node node) {
        return node == null ? 0 : node.height;
    }

    private static boolean endsBefore(Interval interval, Value value) {
        Value upper = interval.upper();
        if (upper == null) {
            return false;
        }
        int order = upper.compareTo(value);
        return order < 0 || order == 0 && !interval.upperInclusive();
    }

    private static int compare(Interval a, Interval b) {
        int order = compareLower(a, b);
        return order != 0 ? order : compareUpper(a, b);
    }

    private static int compareLower(Interval a, Interval b) {
        Value x = a.lower();
        Value y = b.lower();
        if (x == null || y == null) {
            return Boolean.compare(y == null, x == null);
        }
        int order = x.compareTo(y);
        return order != 0 ? order : Boolean.compare(b.lowerInclusive(), a.lowerInclusive());
    }

    private static int compareUpper(Interval a, Interval b) {
        Value x = a.upper();
        Value y = b.upper();
        if (x == null || y == null) {
            return Boolean.compare(x == null, y == null);
        }
        int order = x.compareTo(y);
        return order != 0 ? order : Boolean.compare(a.upperInclusive(), b.upperInclusive());
    }
}
