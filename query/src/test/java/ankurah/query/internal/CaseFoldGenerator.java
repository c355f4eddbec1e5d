package ankurah.query.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Derives the ranges of {@link CaseFoldTable} from the running JDK's character data, with the few mappings of Unicode's
 * CaseFolding.txt (status C and S) that its case mappings do not give. Run {@link #main} on a JDK with Unicode 16 to see the
 * committed table.
 */
public final class CaseFoldGenerator {
    private CaseFoldGenerator() {}

    static void main() {
        StringBuilder out = new StringBuilder();
        for (int[] range : ranges()) {
            for (int number : range) {
                out.append(number < 0 ? "-0x" + Integer.toHexString(-number) : "0x" + Integer.toHexString(number));
                out.append(", ");
            }
        }
        IO.println(out);
    }

    /** First, last, what to add, and the step from one mapped code point to the next. */
    static List<int[]> ranges() {
        List<int[]> ranges = new ArrayList<>();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            int delta = fold(c) - c;
            if (delta == 0) {
                continue;
            }
            int[] last = ranges.isEmpty() ? new int[4] : ranges.getLast();
            int step = c - last[1];
            boolean continues = last[2] == delta && (last[0] == last[1] ? step <= 2 : step == last[3]);
            if (continues) {
                last[1] = c;
                last[3] = step;
            } else {
                ranges.add(new int[] {c, c, delta, 1});
            }
        }
        return ranges;
    }

    static int fold(int c) {
        return switch (c) {
            // The dotted and the dotless i fold only in Turkish.
            case 0x130, 0x131 -> c;
            case 0x1fd3 -> 0x390;
            case 0x1fe3 -> 0x3b0;
            case 0xfb05 -> 0xfb06;
            default -> isCherokee(c) ? Character.toUpperCase(c) : Character.toLowerCase(Character.toUpperCase(c));
        };
    }

    /** Its small letters came later, so stability makes the capitals its folded form. */
    private static boolean isCherokee(int c) {
        return c >= 0x13a0 && c <= 0x13ff || c >= 0xab70 && c <= 0xabbf;
    }
}
