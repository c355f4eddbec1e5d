/** What tests of servers and clients, and {@code ankurah soak}, do to the network between them. */
@NullMarked
package ankurah.server.testkit;

import org.jspecify.annotations.NullMarked;
