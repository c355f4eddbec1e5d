/** The server's side: sessions, what their clients hold, and how the news of commits gets there. */
@NullMarked
package ankurah.core.internal.sync.server;

import org.jspecify.annotations.NullMarked;
