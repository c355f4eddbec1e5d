package ankurah.core.internal.sync.server;

import ankurah.core.Entity;
import ankurah.core.ResultSet;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.Erasure;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.storage.EntityState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client must be told to get from one position to a later one.
 *
 * <p>A row the client holds in no subscription is sent as its state. A row it holds gets the events of the commits
 * between, provided it was in one of the subscriptions after every one of them: an event from while it was out of sight
 * is never sent, so such a row comes as its state too. A row that no subscription holds any more is named as having left,
 * and nothing of it is sent. What is held is what was sent, not what the windows say now. A row with a property that
 * events alone do not explain to every client, because its type is re-folded or a program's own, always comes as its state,
 * and so does one of which something was erased.
 */
final class Delta {
    private final List<Message.Moves> moves = new ArrayList<>();
    private final List<EntityState> states = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();

    private final Map<String, List<ServerSubscription>> byCollection = new HashMap<>();
    /** Rows whose content the client needs; true for those whose events will do. */
    private final Map<EntityId, Boolean> needed = new LinkedHashMap<>();

    private final Map<EntityId, EntityState> current = new HashMap<>();
    private final Properties properties;

    private Delta(Collection<ServerSubscription> answered, Properties properties) {
        this.properties = properties;
        for (ServerSubscription subscription : answered) {
            byCollection
                    .computeIfAbsent(subscription.collection, c -> new ArrayList<>())
                    .add(subscription);
        }
    }

    /**
     * @param answered the subscriptions whose rows the client holds; afterwards their rows are those of the news
     * @param news of some of them
     * @param from the position the client is at, {@code to} the one the news lead to
     */
    static Delta between(
            Collection<ServerSubscription> answered,
            Map<ServerSubscription, News> news,
            Properties properties,
            Tail tail,
            long from,
            long to) {
        Delta delta = new Delta(answered, properties);
        news.forEach(delta::compare);
        delta.addContent(tail, from, to);
        news.forEach((subscription, its) -> subscription.setRows(its.rows()));
        return delta;
    }

    List<Message.Moves> moves() {
        return moves;
    }

    List<EntityState> states() {
        return states;
    }

    List<Event> events() {
        return events;
    }

    private void compare(ServerSubscription subscription, News its) {
        ResultSet before = subscription.rows();
        ResultSet now = its.rows();
        List<EntityId> entered = new ArrayList<>();
        List<EntityId> left = new ArrayList<>();
        for (EntityId id : its.all() ? everyRow(before, now) : its.touched().keySet()) {
            Entity row = now.find(id).orElse(null);
            boolean was = before.contains(id);
            if (row == null) {
                if (was) {
                    left.add(id);
                }
                continue;
            }
            if (!was) {
                entered.add(id);
            }
            need(
                    subscription.collection,
                    row.state(),
                    !its.all() && was && its.touched().getOrDefault(id, false));
        }
        if (!entered.isEmpty() || !left.isEmpty()) {
            moves.add(new Message.Moves(subscription.id, entered, left));
        }
    }

    private static Set<EntityId> everyRow(ResultSet before, ResultSet now) {
        Set<EntityId> ids = new HashSet<>();
        before.forEach(row -> ids.add(row.id()));
        now.forEach(row -> ids.add(row.id()));
        return ids;
    }

    private void need(String collection, EntityState state, boolean stayed) {
        EntityId id = state.id();
        EntityState held = held(collection, id);
        if (held != null && held.head().equals(state.head())) {
            return;
        }
        current.put(id, state);
        // One subscription in which the row stayed is enough to know that it was never out of sight.
        needed.merge(id, held != null && stayed, (a, b) -> a || b);
    }

    /** The row as the client has it. */
    private @Nullable EntityState held(String collection, EntityId id) {
        for (ServerSubscription other : byCollection.getOrDefault(collection, List.of())) {
            Entity row = other.rows().find(id).orElse(null);
            if (row != null) {
                return row.state();
            }
        }
        return null;
    }

    private void addContent(Tail tail, long from, long to) {
        Set<EntityId> byEvents = new HashSet<>();
        // Within one commit there is no moment at which a row could have been out of sight.
        boolean oneCommit = to == from + 1;
        needed.forEach((id, stayed) -> {
            if ((stayed || oneCommit && isHeld(id)) && explains(id)) {
                byEvents.add(id);
            }
        });
        Map<EntityId, List<Event>> found = byEvents.isEmpty() ? Map.of() : tail.events(from, to, byEvents);
        for (EntityId id : needed.keySet()) {
            List<Event> its = found == null || !byEvents.contains(id) ? null : found.get(id);
            if (its == null || its.stream().anyMatch(Erasure::isIn)) {
                states.add(current.get(id));
            } else {
                events.addAll(its);
            }
        }
    }

    private boolean explains(EntityId id) {
        EntityState state = current.get(id);
        return state != null && properties.isSentAsEvents(state);
    }

    private boolean isHeld(EntityId id) {
        EntityState state = current.get(id);
        return state != null && held(state.collection(), id) != null;
    }
}
