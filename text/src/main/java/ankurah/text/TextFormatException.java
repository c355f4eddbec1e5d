package ankurah.text;

/** Bytes that are no update, state vector or position. Nothing was changed by the call that threw it. */
public final class TextFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int offset;

    public TextFormatException(int offset, String what) {
        super("at byte " + offset + ": " + what);
        this.offset = offset;
    }

    /** Where in the bytes the fault was noticed, counted from 0. */
    public int offset() {
        return offset;
    }
}
