package ankurah.processor.internal.write;

import java.util.List;

/** Lines that are not too long. */
final class Lines {
    static final int LONGEST = 120;
    /** What may stand before a list that is on one line. */
    private static final int ROOM = 60;

    private Lines() {}

    /** The items with commas between them: behind a space if that fits, else on lines of their own. */
    static String wrap(List<String> items, String indent) {
        String one = String.join(", ", items);
        if (one.length() <= LONGEST - ROOM) {
            return " " + one;
        }
        StringBuilder out = new StringBuilder();
        int length = LONGEST;
        for (int i = 0; i < items.size(); i++) {
            String item = items.get(i) + (i == items.size() - 1 ? "" : ",");
            if (length + 1 + item.length() > LONGEST) {
                out.append('\n').append(indent).append(item);
                length = indent.length() + item.length();
            } else {
                out.append(' ').append(item);
                length += 1 + item.length();
            }
        }
        return out.toString();
    }
}
