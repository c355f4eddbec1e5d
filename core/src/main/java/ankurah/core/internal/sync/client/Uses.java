package ankurah.core.internal.sync.client;

import ankurah.core.internal.sync.client.Shelf.Answer;
import ankurah.event.EntityId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which answers on the shelf have a row. After a start that is asked of the few rows that are shown first, so answers are searched;
 * when searching has cost as much as a map of their rows would have, they get one.
 */
final class Uses {
    private final Map<EntityId, List<Answer>> mapped = new HashMap<>();
    private final Set<Answer> searched = new LinkedHashSet<>();
    /** How many rows those have. */
    private long rows;
    /** How many of them were looked at. */
    private long looked;

    void add(Answer answer) {
        searched.add(answer);
        rows += answer.rows().size();
    }

    void remove(Answer answer) {
        if (searched.remove(answer)) {
            rows -= answer.rows().size();
            return;
        }
        for (EntityId row : answer.rows()) {
            List<Answer> its = mapped.get(row);
            if (its != null && its.remove(answer) && its.isEmpty()) {
                mapped.remove(row);
            }
        }
    }

    List<Answer> of(EntityId row) {
        List<Answer> its = mapped.getOrDefault(row, List.of());
        if (searched.isEmpty()) {
            return its;
        }
        List<Answer> found = new ArrayList<>(its);
        for (Answer answer : searched) {
            int size = answer.rows().size();
            looked += 1 + Integer.SIZE - Integer.numberOfLeadingZeros(size);
            if (answer.rows().contains(row)) {
                found.add(answer);
            }
        }
        if (looked > rows) {
            map();
        }
        return found;
    }

    private void map() {
        for (Answer answer : searched) {
            for (EntityId row : answer.rows()) {
                mapped.computeIfAbsent(row, id -> new ArrayList<>(1)).add(answer);
            }
        }
        searched.clear();
        rows = 0;
        looked = 0;
    }
}
