/** Exports as files, folders and streams. */
@NullMarked
package ankurah.cli.internal.archive;

import org.jspecify.annotations.NullMarked;
