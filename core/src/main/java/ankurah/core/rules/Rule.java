package ankurah.core.rules;

import ankurah.core.Principal;
import ankurah.query.Predicate;
import ankurah.query.Template;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way to be allowed something.
 *
 * @param name what explanations call it
 * @param roles of which the principal needs one; empty for everybody
 * @param where null where the role is enough
 * @param text of the condition, as it was written
 */
record Rule(String name, Set<String> roles, @Nullable Template where, String text) {

    boolean isFor(Principal who) {
        if (roles.isEmpty()) {
            return true;
        }
        for (String role : who.roles()) {
            if (roles.contains(role)) {
                return true;
            }
        }
        return false;
    }

    Predicate bind(Given given) {
        return where == null ? Predicate.TRUE : where.bind(given);
    }
}
