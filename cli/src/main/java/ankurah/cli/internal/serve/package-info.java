/** A server as a process: its policy, and how it stops. */
@NullMarked
package ankurah.cli.internal.serve;

import org.jspecify.annotations.NullMarked;
