package ankurah.core;

import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.event.internal.Lists;
import java.util.List;
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

    /** The name of the claim that lists the roles. */
    public static final String ROLES = "roles";

    /** The roles among the claims: the texts of the claim {@value #ROLES}. */
    public List<String> roles() {
        Value claim = claims.get(ROLES);
        Value roles = claim instanceof Value.Json json ? json.root() : claim;
        if (roles instanceof Value.Str one) {
            return List.of(one.value());
        }
        return roles instanceof Value.List list
                ? Lists.map(Lists.filter(list.items(), Value.Str.class::isInstance), role -> ((Value.Str) role).value())
                : List.of();
    }

    public static Principal of(String id) {
        return new Principal(id, Map.of());
    }
}
