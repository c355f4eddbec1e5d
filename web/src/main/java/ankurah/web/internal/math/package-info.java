/** Numbers of any size as the host has them; the compiler takes these classes for those of {@code java.math}. */
@NullMarked
package ankurah.web.internal.math;

import org.jspecify.annotations.NullMarked;
