package ankurah.text;

/** Ends what was begun with {@code observe} or {@code onUpdate}. Closing it twice does nothing. */
@FunctionalInterface
public interface TextSubscription extends AutoCloseable {
    @Override
    void close();
}
