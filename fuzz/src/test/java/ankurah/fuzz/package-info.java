/** What the fuzzer calls: each target reads bytes or text that others wrote, and says what must hold of what it made of them. */
@NullMarked
package ankurah.fuzz;

import org.jspecify.annotations.NullMarked;
