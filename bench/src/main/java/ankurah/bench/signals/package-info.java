/** Signals beside other libraries; the same shapes stand in bench/signals for those of JavaScript. */
@NullMarked
package ankurah.bench.signals;

import org.jspecify.annotations.NullMarked;
