/** The command line as processes, the way a person or a script meets it. */
@NullMarked
package ankurah.cli.process;

import org.jspecify.annotations.NullMarked;
