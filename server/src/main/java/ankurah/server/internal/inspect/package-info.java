/** The inside of a server, for people who may look. */
@NullMarked
package ankurah.server.internal.inspect;

import org.jspecify.annotations.NullMarked;
