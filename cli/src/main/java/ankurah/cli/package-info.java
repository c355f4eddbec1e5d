/** The ankurah command. */
@NullMarked
package ankurah.cli;

import org.jspecify.annotations.NullMarked;
