/** Rules, asked about rows that are made up. */
@NullMarked
package ankurah.web.internal.policy;

import org.jspecify.annotations.NullMarked;
