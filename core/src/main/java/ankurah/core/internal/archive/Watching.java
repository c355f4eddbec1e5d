package ankurah.core.internal.archive;

/** Who shows how far it is. */
@FunctionalInterface
public interface Watching {
    void progress(long done, long ofAll);
}
