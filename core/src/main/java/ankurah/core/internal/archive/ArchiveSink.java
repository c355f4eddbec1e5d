package ankurah.core.internal.archive;

/** Where an export goes; may wait until there is room. */
public interface ArchiveSink {
    /** @param utf8 one line without its end */
    void line(byte[] utf8);

    /** How many of the commits are out. */
    default void progress(long commits, long ofCommits) {}
}
