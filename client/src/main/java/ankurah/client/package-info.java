/** Connects a Java program to a server. */
@NullMarked
package ankurah.client;

import org.jspecify.annotations.NullMarked;
