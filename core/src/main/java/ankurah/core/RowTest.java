package ankurah.core;

/** Decides about a row by the row alone, and always the same. */
@FunctionalInterface
public interface RowTest {
    boolean admits(Entity row);
}
