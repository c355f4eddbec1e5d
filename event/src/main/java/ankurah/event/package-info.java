/** The ground: ids, clocks, values and their order, the codec, events and commits. */
@NullMarked
package ankurah.event;

import org.jspecify.annotations.NullMarked;
