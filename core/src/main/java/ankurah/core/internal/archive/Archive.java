package ankurah.core.internal.archive;

/** The form of an export; docs/export.md says what it means. */
public final class Archive {
    /** The version that is written, and the newest that is read. */
    public static final int VERSION = 1;

    static final String FORMAT = "ankurah-export";

    private Archive() {}
}
