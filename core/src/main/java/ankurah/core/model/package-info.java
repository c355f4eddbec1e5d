/**
 * Typed models: what the code rests on that the processor writes from {@code @Model} records. Programs meet its types as
 * results of that code; {@link ankurah.core.model.Ref}, {@link ankurah.core.model.View} and
 * {@link ankurah.core.model.TypedQuery} are the ones to know.
 */
@NullMarked
package ankurah.core.model;

import org.jspecify.annotations.NullMarked;
