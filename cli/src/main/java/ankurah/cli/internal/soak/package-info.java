/** {@code ankurah soak}: a server and many clients for a while, and what must be true of them afterwards. */
@NullMarked
package ankurah.cli.internal.soak;

import org.jspecify.annotations.NullMarked;
