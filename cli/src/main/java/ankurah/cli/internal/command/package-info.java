/** The commands, one class each. */
@NullMarked
package ankurah.cli.internal.command;

import org.jspecify.annotations.NullMarked;
