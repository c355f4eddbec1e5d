/** What every implementation of the formats is held to. Other modules compile it among their own classes. */
@NullMarked
package ankurah.event.vectors;

import org.jspecify.annotations.NullMarked;
