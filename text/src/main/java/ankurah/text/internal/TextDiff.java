package ankurah.text.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fewest insertions and deletions that make one text another, by code point: Myers' algorithm in linear space ("An O(ND)
 * Difference Algorithm and Its Variations", 1986, section 4b). Where more than {@link #MOST} changes lie between two places
 * that stay, what lies between is replaced as a whole, so time is bounded.
 */
public final class TextDiff {
    /** At {@code index} of the old text, {@code deleted} UTF-16 units give way to {@code inserted}. */
    public record Change(int index, int deleted, String inserted) {}

    private static final int MOST = 2048;

    private final int[] a;
    private final int[] b;
    /** Which code points of the old text go, and which of the new come. */
    private final boolean[] goes;

    private final boolean[] comes;
    private final int[] forward;
    private final int[] backward;

    private TextDiff(String from, String to) {
        a = codePoints(from);
        b = codePoints(to);
        goes = new boolean[a.length];
        comes = new boolean[b.length];
        int size = 2 * Math.min(MOST + 1, (a.length + b.length + 1) / 2 + 1) + 3;
        forward = new int[size];
        backward = new int[size];
    }

    /** The changes, in order of their indexes. */
    public static List<Change> changes(String from, String to) {
        TextDiff diff = new TextDiff(from, to);
        diff.run();
        return diff.collect();
    }

    private static int[] codePoints(String text) {
        int[] points = new int[text.codePointCount(0, text.length())];
        int at = 0;
        for (int i = 0; i < points.length; i++) {
            points[i] = text.codePointAt(at);
            at += Character.charCount(points[i]);
        }
        return points;
    }

    private void run() {
        List<int[]> open = new ArrayList<>();
        open.add(new int[] {0, a.length, 0, b.length});
        while (!open.isEmpty()) {
            int[] part = open.removeLast();
            compare(part[0], part[1], part[2], part[3], open);
        }
    }

    private void compare(int aStart, int aStop, int bStart, int bStop, List<int[]> open) {
        int aFrom = aStart;
        int aTo = aStop;
        int bFrom = bStart;
        int bTo = bStop;
        while (aFrom < aTo && bFrom < bTo && a[aFrom] == b[bFrom]) {
            aFrom++;
            bFrom++;
        }
        while (aFrom < aTo && bFrom < bTo && a[aTo - 1] == b[bTo - 1]) {
            aTo--;
            bTo--;
        }
        if (aFrom < aTo && bFrom < bTo) {
            int[] middle = middle(aFrom, aTo, bFrom, bTo);
            if (middle != null) {
                open.add(new int[] {aFrom, middle[0], bFrom, middle[1]});
                open.add(new int[] {middle[0], aTo, middle[1], bTo});
                return;
            }
        }
        for (int i = aFrom; i < aTo; i++) {
            goes[i] = true;
        }
        for (int i = bFrom; i < bTo; i++) {
            comes[i] = true;
        }
    }

    /** A point on a shortest way, where ways from both ends meet; null if it would take too long to find one. */
    private int @Nullable [] middle(int aFrom, int aTo, int bFrom, int bTo) {
        int n = aTo - aFrom;
        int m = bTo - bFrom;
        int delta = n - m;
        int centre = forward.length / 2;
        int most = Math.min(MOST, (n + m + 1) / 2);
        forward[centre + 1] = 0;
        backward[centre + 1] = 0;
        for (int d = 0; d <= most; d++) {
            for (int k = -d; k <= d; k += 2) {
                int x = reach(forward, centre, k, d);
                int y = x - k;
                while (x < n && y < m && x >= 0 && y >= 0 && a[aFrom + x] == b[bFrom + y]) {
                    x++;
                    y++;
                }
                forward[centre + k] = x;
                int other = delta - k;
                boolean meets = (delta & 1) != 0 && other >= -(d - 1) && other <= d - 1;
                if (meets && x + backward[centre + other] >= n) {
                    return inside(x, y, n, m, aFrom, bFrom);
                }
            }
            for (int k = -d; k <= d; k += 2) {
                int x = reach(backward, centre, k, d);
                int y = x - k;
                while (x < n && y < m && x >= 0 && y >= 0 && a[aTo - 1 - x] == b[bTo - 1 - y]) {
                    x++;
                    y++;
                }
                backward[centre + k] = x;
                int other = delta - k;
                boolean meets = (delta & 1) == 0 && other >= -d && other <= d;
                if (meets && x + forward[centre + other] >= n) {
                    return inside(n - x, m - y, n, m, aFrom, bFrom);
                }
            }
        }
        return null;
    }

    private static int reach(int[] furthest, int centre, int k, int d) {
        boolean down = k == -d || k != d && furthest[centre + k - 1] < furthest[centre + k + 1];
        return down ? furthest[centre + k + 1] : furthest[centre + k - 1] + 1;
    }

    /** A point that divides nothing off is none. */
    private static int @Nullable [] inside(int x, int y, int n, int m, int aFrom, int bFrom) {
        boolean divides = x >= 0 && y >= 0 && x <= n && y <= m && x + y > 0 && x + y < n + m;
        return divides ? new int[] {aFrom + x, bFrom + y} : null;
    }

    private List<Change> collect() {
        List<Change> changes = new ArrayList<>();
        int index = 0;
        int i = 0;
        int j = 0;
        while (i < a.length || j < b.length) {
            if (i < a.length && !goes[i] && j < b.length && !comes[j]) {
                index += Character.charCount(a[i]);
                i++;
                j++;
                continue;
            }
            int deleted = 0;
            StringBuilder inserted = new StringBuilder();
            while (i < a.length && goes[i]) {
                deleted += Character.charCount(a[i++]);
            }
            while (j < b.length && comes[j]) {
                inserted.appendCodePoint(b[j++]);
            }
            changes.add(new Change(index, deleted, inserted.toString()));
            index += deleted;
        }
        return changes;
    }
}
