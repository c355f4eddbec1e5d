package ankurah.web.internal;

import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.HybridTime;
import ankurah.event.Operation;
import ankurah.event.Payload;
import ankurah.event.Sha256;
import ankurah.event.SystemId;
import ankurah.event.TransactionId;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sealed events, their ids and bytes, commits of them, and events that are refused. */
public final class Events {
    private static final Sha256 SHA = Sha256.portable();

    private final Transcript out;
    private final Dice dice = new Dice(9);
    private final SystemId system = SystemId.random(dice);
    private final List<Value> values = Values.all();

    private Events(Transcript out) {
        this.out = out;
    }

    public static void write(Transcript out) {
        out.section("events");
        new Events(out).write();
    }

    private void write() {
        long time = HybridTime.ofMillis(1_700_000_000_000L);
        for (int c = 0; c < 12; c++) {
            TransactionId transaction = TransactionId.random(dice);
            List<Event> events = new ArrayList<>();
            Event genesis = seal("album", null, Clock.EMPTY, transaction, ++time);
            events.add(genesis);
            Clock head = Clock.of(genesis.id());
            for (int i = dice.below(4); i > 0; i--) {
                Event edit = seal("album", genesis.entity(), head, transaction, ++time);
                head = head.advance(edit.header().parents(), edit.id());
                events.add(edit);
            }
            events.forEach(this::show);
            commit(events);
        }
        refusals(time);
    }

    private Event seal(
            String collection, @Nullable EntityId entity, Clock parents, TransactionId transaction, long time) {
        String author = dice.below(2) == 0 ? "" : "user-\u00e9-" + dice.below(9);
        return seal(collection, entity, parents, transaction, author, time, payload(dice.below(6)));
    }

    private Event seal(
            String collection,
            @Nullable EntityId entity,
            Clock parents,
            TransactionId transaction,
            String author,
            long time,
            Payload payload) {
        return Event.seal(system, collection, entity, parents, transaction, author, time, payload, SHA);
    }

    private Payload payload(int operations) {
        List<Operation> list = new ArrayList<>();
        for (int i = 0; i < operations; i++) {
            list.add(Operation.write("p" + (operations - i), values.get(dice.below(values.size()))));
        }
        return new Payload(dice.bytes(Payload.SALT_BYTES), list);
    }

    private void show(Event event) {
        byte[] bytes = event.encode();
        out.line("event " + event.id(), bytes);
        Event back = Event.decode(bytes, SHA);
        out.line("reads back", back.equals(event) && back.id().equals(event.id()));
        out.line("erased", event.erased().encode());
        byte[] hurt = bytes.clone();
        hurt[dice.below(hurt.length)] ^= (byte) (1 << dice.below(8));
        out.outcome("damaged", () -> Event.decode(hurt, SHA).id().toString());
    }

    /** All events of one author, so that they may stand in one commit. */
    private void commit(List<Event> events) {
        out.outcome("commit", () -> {
            Commit commit = Commit.of(events.reversed(), SHA);
            Commit back = Commit.decode(commit.encode(), SHA);
            return commit.id() + " " + commit.size() + " " + back.equals(commit);
        });
    }

    private void refusals(long time) {
        TransactionId transaction = TransactionId.random(dice);
        Event genesis = seal("album", null, Clock.EMPTY, transaction, time);
        Clock head = Clock.of(genesis.id());
        Payload payload = payload(1);
        refused("genesis with parents", "album", null, head, "", time + 1, payload);
        refused("edit without parents", "album", genesis.entity(), Clock.EMPTY, "", time + 1, payload);
        refused("time of its parent", "album", genesis.entity(), head, "", time, payload);
        refused("negative time", "album", null, Clock.EMPTY, "", -1, payload);
        refused("no collection", "", null, Clock.EMPTY, "", time, payload);
        refused("long collection", "\u00e9".repeat(128), null, Clock.EMPTY, "", time, payload);
        refused("control character", "a\nb", null, Clock.EMPTY, "", time, payload);
        refused("author", "album", null, Clock.EMPTY, "\ud800", time, payload);
        out.outcome("two operations on a property", () -> {
            Operation write = Operation.write("p", Value.TRUE);
            return Integer.toString(new Payload(dice.bytes(Payload.SALT_BYTES), List.of(write, write)).encode().length);
        });
        out.outcome("empty commit", () -> Commit.of(List.of(), SHA).toString());
    }

    private void refused(
            String label,
            String collection,
            @Nullable EntityId entity,
            Clock parents,
            String author,
            long time,
            Payload payload) {
        TransactionId transaction = TransactionId.random(dice);
        out.outcome(
                label,
                () -> seal(collection, entity, parents, transaction, author, time, payload)
                        .id()
                        .toString());
    }
}
