/** What a person or a pipe sees. */
@NullMarked
package ankurah.cli.internal.output;

import org.jspecify.annotations.NullMarked;
