/** The words of a command line and what they mean. */
@NullMarked
package ankurah.cli.internal.args;

import org.jspecify.annotations.NullMarked;
