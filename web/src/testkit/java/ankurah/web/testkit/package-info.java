/** What tests of pages and of packages for node share. */
@NullMarked
package ankurah.web.testkit;

import org.jspecify.annotations.NullMarked;
