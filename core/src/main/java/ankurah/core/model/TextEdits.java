package ankurah.core.model;

import ankurah.core.TextEdit;

/** What is done to a text in a transaction: {@code t -> t.insert(0, "The ")}. */
@FunctionalInterface
public interface TextEdits {
    void on(TextEdit text);
}
