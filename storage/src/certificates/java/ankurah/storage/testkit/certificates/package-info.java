/** Certificates for tests of encrypted connections. */
@NullMarked
package ankurah.storage.testkit.certificates;

import org.jspecify.annotations.NullMarked;
