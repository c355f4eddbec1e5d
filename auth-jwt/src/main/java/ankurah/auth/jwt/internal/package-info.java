/** Tokens, keys, and where these come from. */
@NullMarked
package ankurah.auth.jwt.internal;

import org.jspecify.annotations.NullMarked;
