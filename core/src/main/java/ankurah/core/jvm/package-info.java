/** The platform of nodes that run on a JVM. */
@NullMarked
package ankurah.core.jvm;

import org.jspecify.annotations.NullMarked;
