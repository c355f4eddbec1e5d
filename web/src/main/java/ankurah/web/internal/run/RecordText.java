package ankurah.web.internal.run;

/** The texts of records, as Java gives them. */
public final class RecordText {
    private RecordText() {}

    /** @param shape the name of the record, and of each component, each behind a semicolon */
    public static String of(String shape, Object[] components) {
        StringBuilder text = new StringBuilder();
        int end = shape.indexOf(';');
        text.append(shape, 0, end < 0 ? shape.length() : end).append('[');
        for (int i = 0; i < components.length; i++) {
            int start = end + 1;
            end = shape.indexOf(';', start);
            text.append(i == 0 ? "" : ", ").append(shape, start, end < 0 ? shape.length() : end);
            text.append('=').append(components[i]);
        }
        return text.append(']').toString();
    }
}
