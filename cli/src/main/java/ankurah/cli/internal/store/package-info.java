/** The stores that the command line opens by name. */
@NullMarked
package ankurah.cli.internal.store;

import org.jspecify.annotations.NullMarked;
