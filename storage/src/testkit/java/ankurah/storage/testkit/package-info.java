/** What every storage engine is held to, written once. Other modules compile it among their own tests. */
@NullMarked
package ankurah.storage.testkit;

import org.jspecify.annotations.NullMarked;
