/** Jetty behind the transport interface of the core. */
@NullMarked
package ankurah.server.internal;

import org.jspecify.annotations.NullMarked;
