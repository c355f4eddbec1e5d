/** Answers to plain requests. */
@NullMarked
package ankurah.server.internal.reply;

import org.jspecify.annotations.NullMarked;
