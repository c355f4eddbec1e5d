/** What every command of the command line shares: how it ends. */
@NullMarked
package ankurah.cli.internal;

import org.jspecify.annotations.NullMarked;
