/** The one SQL engine, and what a database has to bring along for it. */
@NullMarked
package ankurah.storage.sql.internal;

import org.jspecify.annotations.NullMarked;
