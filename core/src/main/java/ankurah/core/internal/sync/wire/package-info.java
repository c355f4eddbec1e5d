/** The messages of the protocol {@code ankurah.v1} and their bytes; docs/protocol.md is the specification. */
@NullMarked
package ankurah.core.internal.sync.wire;

import org.jspecify.annotations.NullMarked;
