package ankurah.core.internal.node;

import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Operation;
import ankurah.event.Payload;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a commit wrote to, without what it wrote. */
record Written(String author, Set<EventId> events, Map<EntityId, Set<String>> properties, Set<EntityId> founded) {

    static Written of(Commit commit) {
        Written written = new Written(commit.author(), new HashSet<>(), new LinkedHashMap<>(), new HashSet<>());
        for (Event event : commit.events()) {
            written.events.add(event.id());
            Set<String> names = written.properties.computeIfAbsent(event.entity(), id -> new TreeSet<>());
            for (Operation operation : event.payload().map(Payload::operations).orElse(List.of())) {
                names.add(operation.property());
            }
            if (event.isGenesis()) {
                written.founded.add(event.entity());
            }
        }
        return written;
    }
}
