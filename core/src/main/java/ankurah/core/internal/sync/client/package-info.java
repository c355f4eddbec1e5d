/** The client's side: what an ephemeral node holds, its outbox, and the connection that keeps both in touch. */
@NullMarked
package ankurah.core.internal.sync.client;

import org.jspecify.annotations.NullMarked;
