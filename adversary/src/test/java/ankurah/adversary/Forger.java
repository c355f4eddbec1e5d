package ankurah.adversary;

import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.event.HybridTime;
import ankurah.event.Operation;
import ankurah.event.Payload;
import ankurah.event.Sha256;
import ankurah.event.SystemId;
import ankurah.event.Value;
import ankurah.event.cbor.CborWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes events byte by byte, with whatever they are to claim. */
final class Forger {
    static final Sha256 SHA = Sha256.jdk();

    SystemId system;
    String collection = "thing";

    @Nullable
    EntityId entity;

    final List<EventId> parents = new ArrayList<>();
    String author = "";
    long time = HybridTime.ofMillis(System.currentTimeMillis());
    List<Operation> operations = List.of(Operation.write("n", Value.of(9L)));

    /** What a forged event is: its bytes, and the id that they have. */
    record Forged(EventId id, byte[] header, byte[] payload) {}

    Forger(SystemId system) {
        this.system = system;
    }

    Forger of(EntityId changed) {
        entity = changed;
        return this;
    }

    /** Later than these, also by a clock that has not moved since they were made; who wants another time sets it afterwards. */
    Forger after(EventId... all) {
        for (EventId parent : all) {
            parents.add(parent);
            time = Math.max(time, parent.time() + 1);
        }
        return this;
    }

    Forger at(long millis) {
        time = HybridTime.ofMillis(millis);
        return this;
    }

    Forger by(String name) {
        author = name;
        return this;
    }

    Forger in(String other) {
        collection = other;
        return this;
    }

    Forger from(SystemId other) {
        system = other;
        return this;
    }

    Forger writing(Operation... all) {
        operations = List.of(all);
        return this;
    }

    Forged forge() {
        byte[] payload = new Payload(new byte[Payload.SALT_BYTES], operations).encode();
        CborWriter out =
                new CborWriter().array(9).integer(1).bytes(system.toBytes()).text(collection);
        if (entity == null) {
            out.nul();
        } else {
            out.bytes(entity.toBytes());
        }
        out.array(parents.size());
        parents.stream().sorted().forEach(parent -> out.bytes(parent.toBytes()));
        byte[] header = out.bytes(new byte[16])
                .text(author)
                .integer(time)
                .bytes(SHA.hash(payload).toBytes())
                .toBytes();
        return new Forged(EventId.of(time, Hash256.fromBytes(SHA.hash(header).toBytes())), header, payload);
    }

    Event event() {
        Forged forged = forge();
        return Event.of(forged.header(), forged.payload(), SHA);
    }

    Commit commit() {
        return Commit.of(List.of(event()), SHA);
    }

    /** A submit whose manifest and events are not looked at. */
    static CborWriter submit(List<EventId> manifest, List<Forged> events) {
        CborWriter out = new CborWriter().array(2).integer(13).array(2).array(manifest.size());
        manifest.forEach(id -> out.bytes(id.toBytes()));
        out.array(events.size());
        events.forEach(event -> out.array(2).bytes(event.header()).bytes(event.payload()));
        return out;
    }
}
