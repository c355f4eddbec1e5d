/** How states and log entries are encoded, and rows read without decoding them. */
@NullMarked
package ankurah.storage.internal.state;

import org.jspecify.annotations.NullMarked;
