/** Models of the servers that the packages are tested with. */
@NullMarked
package ankurah.npm.music;

import org.jspecify.annotations.NullMarked;
