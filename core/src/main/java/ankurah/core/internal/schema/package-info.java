/** What commits have used: the catalog, and checks of names against it. */
@NullMarked
package ankurah.core.internal.schema;

import org.jspecify.annotations.NullMarked;
