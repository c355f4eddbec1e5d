package ankurah.core.internal.sync.client;

import ankurah.core.internal.sync.client.StoreRecords.Loose;
import ankurah.event.EntityId;
import ankurah.storage.EntityState;
import ankurah.storage.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the store keeps although nothing in this node reads through it: the answers of subscriptions that were closed, whole
 * and with the position they are from, and single rows. A query that is opened again goes on from its answer, and what
 * nobody can be asked for is shown from here. The states themselves are in the store alone.
 *
 * <p>Beyond the budget what was used longest ago goes first. An answer goes as a whole, for a part of it proves nothing.
 * Belongs to the replica's turn.
 */
final class Shelf {
    /** About what the records of a row and of an answer take, so that many small ones are bounded too. */
    private static final int ROW_BYTES = 128;

    private static final int ANSWER_BYTES = 512;
    /** On the heap rows are not measured, but counted. */
    private static final int MOST_ON_HEAP = 1_000;

    private final ClientStore store;
    private final long mostBytes;
    private final Map<Selection, Answer> bySelection = new HashMap<>();
    /** By id; in the order in which they were used. */
    private final Map<Long, Answer> answers = new LinkedHashMap<>();
    /** In the order in which they were used. */
    private final Map<EntityId, Loose> loose = new LinkedHashMap<>();

    private final Uses uses = new Uses();

    private long bytes;
    private long lastUse;

    /** A closed subscription and its rows. */
    static final class Answer {
        private final PackedIds rows;
        private StoredSubscription stored;

        Answer(StoredSubscription stored, PackedIds rows) {
            this.stored = stored;
            this.rows = rows;
        }

        StoredSubscription stored() {
            return stored;
        }

        PackedIds rows() {
            return rows;
        }

        private long number() {
            return stored.at() == null ? 0 : stored.at().number();
        }

        /** Its rows may be newer than it is, and nobody can tell which. */
        private void unplace() {
            stored = stored.at(ClientSubscription.NOWHERE);
        }
    }

    /**
     * Where the state of a row lies, and which position it has reached.
     *
     * @param apart whether that is behind all answers that have the row
     */
    record Place(String collection, long number, boolean apart) {}

    /** Whose rows must stay in the store whatever becomes of the shelf. */
    interface Held {
        boolean isHeld(EntityId id);
    }

    Shelf(ClientStore store, long mostBytes) {
        this.store = store;
        this.mostBytes = store.isVolatile() ? MOST_ON_HEAP * ROW_BYTES : mostBytes;
    }

    /**
     * Takes what was found in the store when it was opened; then nobody reads through any of it. What was exact at the
     * shared position stays there when that moves on.
     */
    void load(ClientStore.Found found) {
        Position shared = found.shared() == null ? null : found.shared().position();
        List<StoredSubscription> subscriptions =
                new ArrayList<>(found.subscriptions().values());
        subscriptions.sort((a, b) -> Long.compare(a.used(), b.used()));
        subscriptions.forEach(stored -> {
            PackedIds rows = found.rows().getOrDefault(stored.id(), PackedIds.NONE);
            Position at = stored.at() == null ? shared : stored.at();
            if (at != null) {
                put(new Answer(stored.at(at), rows));
                if (stored.at() == null) {
                    store.subscriptionWithNext(stored.at(at));
                }
            }
        });
        List<Map.Entry<EntityId, Loose>> singles = new ArrayList<>(found.loose().entrySet());
        singles.sort((a, b) -> Long.compare(a.getValue().used(), b.getValue().used()));
        singles.forEach(entry -> put(entry.getKey(), entry.getValue()));
    }

    long nextUse() {
        return ++lastUse;
    }

    /** Whether answers are kept whole, for a restart or a query that is opened again. */
    boolean keepsAnswers() {
        return !store.isVolatile();
    }

    boolean isEmpty() {
        return answers.isEmpty() && loose.isEmpty();
    }

    /** Where the newest state of a row lies; null if nothing here has it. */
    @Nullable
    Place place(EntityId id) {
        return place(id, uses.of(id));
    }

    /** The same of a row of an answer that was taken out. */
    @Nullable
    Place place(EntityId id, Answer taken) {
        List<Answer> its = new ArrayList<>(uses.of(id));
        its.add(taken);
        return place(id, its);
    }

    private @Nullable Place place(EntityId id, List<Answer> its) {
        long answered = newest(its);
        Loose single = loose.get(id);
        if (single != null) {
            return new Place(single.collection(), Math.max(single.number(), answered), single.number() > answered);
        }
        return its.isEmpty()
                ? null
                : new Place(its.getFirst().stored().selection().collection(), answered, false);
    }

    /** The position of the newest answer that has a row; 0 if none has. */
    long answered(EntityId id) {
        return newest(uses.of(id));
    }

    private static long newest(List<Answer> answers) {
        long newest = 0;
        for (Answer answer : answers) {
            newest = Math.max(newest, answer.number());
        }
        return newest;
    }

    boolean hasAnswerWith(EntityId id) {
        return !uses.of(id).isEmpty();
    }

    // Answers.

    @Nullable
    Answer answer(Selection selection) {
        return bySelection.get(selection);
    }

    /** Puts the answer of a subscription away that ended. */
    void put(Answer answer) {
        StoredSubscription stored = answer.stored();
        Answer older = bySelection.put(stored.selection(), answer);
        answers.put(stored.id(), answer);
        uses.add(answer);
        bytes += cost(answer);
        lastUse = Math.max(lastUse, stored.used());
        if (older != null) {
            drop(older);
        }
    }

    /** Takes an answer out because it is read through again; what the store has of it stays. */
    void take(Answer answer) {
        StoredSubscription stored = answer.stored();
        answers.remove(stored.id());
        bySelection.remove(stored.selection(), answer);
        uses.remove(answer);
        bytes -= cost(answer);
    }

    private void drop(Answer answer) {
        take(answer);
        store.forgetSubscription(answer.stored().id());
        answer.rows().forEach(row -> unplaceBefore(row, answer.number()));
    }

    private static long cost(Answer answer) {
        return ANSWER_BYTES
                + answer.stored().bytes()
                + (long) ROW_BYTES * answer.rows().size();
    }

    // Single rows.

    void put(EntityState state, long number) {
        Loose kept = new Loose(state.collection(), number, size(state), nextUse());
        put(state.id(), kept);
        store.loose(state.id(), kept);
    }

    private long size(EntityState state) {
        return store.isVolatile() ? 0 : state.encode().length;
    }

    private void put(EntityId id, Loose kept) {
        Loose older = loose.remove(id);
        bytes += kept.bytes() + ROW_BYTES - (older == null ? 0 : older.bytes() + ROW_BYTES);
        loose.put(id, kept);
        lastUse = Math.max(lastUse, kept.used());
    }

    /** A subscription has the row now. */
    void takeLoose(EntityId id) {
        Loose older = loose.remove(id);
        if (older != null) {
            bytes -= older.bytes() + ROW_BYTES;
            store.loose(id, null);
        }
    }

    /** The log is another one now, or is shorter, so numbers of before say nothing. */
    void forgetNumbers() {
        loose.replaceAll((id, kept) -> {
            Loose unplaced = new Loose(kept.collection(), 0, kept.bytes(), kept.used());
            store.loose(id, unplaced);
            return unplaced;
        });
        answers.values().forEach(this::unplace);
    }

    private void unplace(Answer answer) {
        answer.unplace();
        store.subscription(answer.stored());
    }

    /** What said that the state of a row is from a position goes: for answers from before that, nobody can tell any more. */
    private void unplaceBefore(EntityId id, long number) {
        Place place = place(id);
        if (place == null || place.number() >= number) {
            return;
        }
        for (Answer answer : uses.of(id)) {
            if (answer.number() < number) {
                unplace(answer);
            }
        }
    }

    // The budget.

    void evict(Held held) {
        while (bytes > mostBytes && !isEmpty()) {
            forgetEldest(held);
        }
    }

    /** What was kept for a reader who may see other rows now: nobody can say any more whether it is for his eyes. */
    void forgetAll(Held held) {
        while (!isEmpty()) {
            forgetEldest(held);
        }
    }

    private void forgetEldest(Held held) {
        Answer answer = answers.isEmpty() ? null : answers.values().iterator().next();
        Map.Entry<EntityId, Loose> single =
                loose.isEmpty() ? null : loose.entrySet().iterator().next();
        if (answer != null
                && (single == null || answer.stored().used() < single.getValue().used())) {
            drop(answer);
            String collection = answer.stored().selection().collection();
            answer.rows().forEach(row -> forget(collection, row, held));
        } else if (single != null) {
            takeLoose(single.getKey());
            unplaceBefore(single.getKey(), single.getValue().number());
            forget(single.getValue().collection(), single.getKey(), held);
        }
    }

    private void forget(String collection, EntityId id, Held held) {
        if (!held.isHeld(id) && !hasAnswerWith(id) && !loose.containsKey(id)) {
            store.forget(EntityState.empty(collection, id));
        }
    }
}
