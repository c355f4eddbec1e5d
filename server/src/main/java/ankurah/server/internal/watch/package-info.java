/** What can be seen of a running server: figures, recordings, logs, slow queries. */
@NullMarked
package ankurah.server.internal.watch;

import org.jspecify.annotations.NullMarked;
