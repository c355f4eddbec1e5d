/** The database of the SQL engine, on a server. */
@NullMarked
package ankurah.storage.postgres.internal;

import org.jspecify.annotations.NullMarked;
