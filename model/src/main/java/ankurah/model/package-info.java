/** The annotations that make a record a model. They depend on nothing, and nothing reads them at run time. */
@NullMarked
package ankurah.model;

import org.jspecify.annotations.NullMarked;
