/** What whoever runs a node can see of its work, while it goes on. */
@NullMarked
package ankurah.core.observe;

import org.jspecify.annotations.NullMarked;
