/** What every implementation of the wire is held to. Other modules compile it among their own classes. */
@NullMarked
package ankurah.core.vectors;

import org.jspecify.annotations.NullMarked;
