/** A durable node behind WebSocket and HTTP. */
@NullMarked
package ankurah.server;

import org.jspecify.annotations.NullMarked;
