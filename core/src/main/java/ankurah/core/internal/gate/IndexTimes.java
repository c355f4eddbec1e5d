package ankurah.core.internal.gate;

import ankurah.core.internal.run.Observation;
import ankurah.core.observe.Observed;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus;
import ankurah.storage.StorageEngine;
import java.util.HashMap;
import java.util.Map;

/** How long indexes take to build, for whoever observes the node. */
final class IndexTimes {
    private final Observation observation;
    private final Map<IndexSpec, Long> begun = new HashMap<>();

    IndexTimes(Observation observation) {
        this.observation = observation;
    }

    /** Looks which have begun, and which are done. */
    void look(StorageEngine storage) {
        if (!observation.isOn()) {
            return;
        }
        for (IndexStatus index : storage.indexes()) {
            long now = observation.nanos();
            Long since;
            synchronized (begun) {
                since = index.phase() == IndexStatus.Phase.BUILDING
                        ? begun.putIfAbsent(index.spec(), now)
                        : begun.remove(index.spec());
            }
            if (since != null && index.phase() == IndexStatus.Phase.READY) {
                observation.tell(new Observed.IndexBuilt(index.spec(), now - since));
            }
        }
    }
}
