/** Texts, beside npm {@code yjs}: start at {@link ankurah.bench.text.TextBench}. */
@NullMarked
package ankurah.bench.text;

import org.jspecify.annotations.NullMarked;
