/** What keeps the examples of the documents true. */
@NullMarked
package ankurah.docs;

import org.jspecify.annotations.NullMarked;
