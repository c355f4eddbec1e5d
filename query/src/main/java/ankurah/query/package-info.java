/** AnkQL: text, typed builder and evaluator. */
@NullMarked
package ankurah.query;

import org.jspecify.annotations.NullMarked;
