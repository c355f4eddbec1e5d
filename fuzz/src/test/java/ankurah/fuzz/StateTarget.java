package ankurah.fuzz;

import ankurah.storage.EntityState;

/** The states of entities, as stores and servers give them. */
public final class StateTarget {
    private StateTarget() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Target.canonical(bytes, EntityState::decode, EntityState::encode);
    }
}
