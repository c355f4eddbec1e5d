/** The host's sockets behind the core's connector. */
@NullMarked
package ankurah.web.internal.net;

import org.jspecify.annotations.NullMarked;
