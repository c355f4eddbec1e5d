/** What a program's own data types are tested with. */
@NullMarked
package ankurah.core.testkit;

import org.jspecify.annotations.NullMarked;
