/** How it works: {@link ankurah.signals.internal.Graph} first, then {@code Push}, {@code Pull} and {@code Links}. */
@NullMarked
package ankurah.signals.internal;

import org.jspecify.annotations.NullMarked;
