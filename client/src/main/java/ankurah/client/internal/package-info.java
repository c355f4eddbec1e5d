/** The JDK's WebSocket behind the transport interface of the core. */
@NullMarked
package ankurah.client.internal;

import org.jspecify.annotations.NullMarked;
