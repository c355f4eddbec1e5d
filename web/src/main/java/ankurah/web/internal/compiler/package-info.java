/** What the compiler for the browser does differently with our classes. Runs in the build only. */
@NullMarked
package ankurah.web.internal.compiler;

import org.jspecify.annotations.NullMarked;
