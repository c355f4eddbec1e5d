/**
 * Collaborative text, compatible with Yjs: the same documents, the same updates, the same bytes. Start at
 * {@link ankurah.text.TextDocument}.
 */
@NullMarked
package ankurah.text;

import org.jspecify.annotations.NullMarked;
