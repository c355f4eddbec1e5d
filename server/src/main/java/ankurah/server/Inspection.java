package ankurah.server;

import ankurah.core.Principal;
import java.util.function.Predicate;

/**
 * Who may look inside a server at {@code /inspect}: at the collections, the live queries of all clients, the connections, the
 * log and the events of entities.
 *
 * @param here whether whoever is on this machine may, and sees everything, past every policy
 * @param principals who may besides, by a credential; they see what the policy lets them read, and of others' queries and
 *     connections what an administrator has to know
 */
public record Inspection(boolean here, Predicate<Principal> principals) {
    public static final Inspection NOBODY = new Inspection(false, principal -> false);

    /** Whoever is on this machine, and nobody from elsewhere. */
    public static final Inspection HERE = new Inspection(true, principal -> false);

    /** Also whom the condition is true of, such as those with a role among their claims. */
    public Inspection and(Predicate<Principal> others) {
        return new Inspection(here, principals.or(others));
    }
}
