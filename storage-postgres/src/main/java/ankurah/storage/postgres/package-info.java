/** Storage that servers share, on Postgres. */
@NullMarked
package ankurah.storage.postgres;

import org.jspecify.annotations.NullMarked;
