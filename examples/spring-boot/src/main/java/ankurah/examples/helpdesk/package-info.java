/** A help desk: a node inside a Spring Boot application, for REST callers and for live clients. */
@NullMarked
package ankurah.examples.helpdesk;

import org.jspecify.annotations.NullMarked;
