/** The page of the demo, in a browser. */
@NullMarked
package ankurah.examples.page;

import org.jspecify.annotations.NullMarked;
