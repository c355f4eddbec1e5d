/** The ordered key-value engine. */
@NullMarked
package ankurah.storage.internal.engine;

import org.jspecify.annotations.NullMarked;
