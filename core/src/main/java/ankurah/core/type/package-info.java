/** Data types: how operations on a property become its value. The built-in ones, and what a program's own are made of. */
@NullMarked
package ankurah.core.type;

import org.jspecify.annotations.NullMarked;
