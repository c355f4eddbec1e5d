/** Audited writes to one Postgres: a node, plain JDBC, and Hibernate with Envers. */
@NullMarked
package ankurah.bench.audited;

import org.jspecify.annotations.NullMarked;
