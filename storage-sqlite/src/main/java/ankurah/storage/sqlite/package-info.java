/** Storage in a file, on SQLite. */
@NullMarked
package ankurah.storage.sqlite;

import org.jspecify.annotations.NullMarked;
