/** Values that know who read them: signals, computed values, effects. Start at {@link ankurah.signals.SignalGraph}. */
@NullMarked
package ankurah.signals;

import org.jspecify.annotations.NullMarked;
