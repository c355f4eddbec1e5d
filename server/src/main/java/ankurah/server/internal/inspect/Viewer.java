package ankurah.server.internal.inspect;

import ankurah.core.Principal;
import ankurah.core.internal.entity.AllRows;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.internal.gate.DurableBackend;
import org.jspecify.annotations.Nullable;

/**
 * Who looks.
 *
 * @param principal null for whoever is on this machine, who sees everything
 */
record Viewer(@Nullable Principal principal) {
    static final Viewer HERE = new Viewer(null);

    RowFilter sight(DurableBackend backend) {
        return principal == null ? AllRows.FILTER : backend.sightOf(principal);
    }

    boolean maySeeSchema(DurableBackend backend, String collection) {
        return principal == null || backend.policy().canReadSchema(principal, collection);
    }

    String name() {
        return principal == null ? "whoever is on this machine" : principal.id();
    }
}
