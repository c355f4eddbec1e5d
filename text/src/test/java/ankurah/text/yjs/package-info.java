/** The module beside the real Yjs. */
@NullMarked
package ankurah.text.yjs;

import org.jspecify.annotations.NullMarked;
