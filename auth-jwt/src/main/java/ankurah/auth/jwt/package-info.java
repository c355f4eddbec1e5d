/** An authenticator for JSON Web Tokens. docs/authentication.md is its page. */
@NullMarked
package ankurah.auth.jwt;

import org.jspecify.annotations.NullMarked;
