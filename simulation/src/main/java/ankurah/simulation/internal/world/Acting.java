package ankurah.simulation.internal.world;

import ankurah.core.Context;
import ankurah.core.Node;
import ankurah.core.Principal;
import ankurah.simulation.Participant;

/** A participant in one of its lives. */
record Acting(String name, boolean isServer, int life, Node node) implements Participant {

    /** A client waits here until its node has met its system. */
    @Override
    public Context context() {
        return isServer ? node.context(Principal.SYSTEM) : node.context();
    }
}
