/** A music catalogue: typed models on a server and its clients. */
@NullMarked
package ankurah.examples.catalogue;

import org.jspecify.annotations.NullMarked;
