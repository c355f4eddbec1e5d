/** The database of the SQL engine, in a file. */
@NullMarked
package ankurah.storage.sqlite.internal;

import org.jspecify.annotations.NullMarked;
