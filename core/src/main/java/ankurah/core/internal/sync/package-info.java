/** Sessions, subscriptions and what they share, on both sides of a connection. */
@NullMarked
package ankurah.core.internal.sync;

import org.jspecify.annotations.NullMarked;
