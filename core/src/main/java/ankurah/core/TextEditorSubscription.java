package ankurah.core;

/** A listener's place at a {@link TextEditor}. */
@FunctionalInterface
public interface TextEditorSubscription extends AutoCloseable {
    /** No call begins afterwards. May be called again. */
    @Override
    void close();
}
