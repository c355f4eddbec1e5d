/** Entities at one position: folding events, and reading states over a snapshot with newer ones laid on top. */
@NullMarked
package ankurah.core.internal.entity;

import org.jspecify.annotations.NullMarked;
