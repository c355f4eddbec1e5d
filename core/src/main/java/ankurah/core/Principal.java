package ankurah.core;

import ankurah.event.Names;
import ankurah.event.Value;
import java.util.Map;

/**
 * On whose behalf something is read or written, as a policy sees it.
 *
 * @param id what events name as their author; empty for nobody in particular
 * @param claims what is known about the principal, by name
 */
public record Principal(String id, Map<String, Value> claims) {
    /** Nobody in particular. */
    public static final Principal ANONYMOUS = new Principal("", Map.of());

    /** The program that embeds the node, acting for itself. No authenticator may hand it out. */
    public static final Principal SYSTEM = new Principal("_system", Map.of());

    public Principal {
        if (!id.isEmpty()) {
            Names.requireStored(id, "principal");
        }
        claims = Map.copyOf(claims);
    }

    public static Principal of(String id) {
        return new Principal(id, Map.of());
    }
}
