/** What a program uses of Ankurah: nodes, contexts, transactions, live queries, policies. */
@NullMarked
package ankurah.core;

import org.jspecify.annotations.NullMarked;
