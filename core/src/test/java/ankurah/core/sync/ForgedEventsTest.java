package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.event.HybridTime;
import ankurah.event.Operation;
import ankurah.event.Payload;
import ankurah.event.Sha256;
import ankurah.event.Value;
import ankurah.event.cbor.CborWriter;
import ankurah.storage.MemoryStorage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events that no node of ours would seal: each is refused with its own code where it enters, and nothing is stored. */
class ForgedEventsTest {
    private static final Sha256 SHA = Sha256.jdk();

    private final Node node = Node.durable(MemoryStorage.open(), Policy.allowAll());
    private final SyncServer sync = SyncServer.of(node, Authenticator.anonymous(), SyncLimits.defaults());
    private final byte[] payload = new Payload(new byte[16], List.of(Operation.write("n", Value.of(9L)))).encode();
    private EntityId entity;
    private long time;

    @BeforeEach
    void store() {
        entity = node.context()
                .transact(tx -> tx.create("thing", Map.of("n", Value.of(1L))).id())
                .value();
        time = HybridTime.ofMillis(System.currentTimeMillis());
    }

    @AfterEach
    void nothingIsStored() {
        assertThat(node.position().number()).isEqualTo(1);
        assertThat(node.context().query("thing", "")).hasSize(1);
        assertThat(node.context().history(entity)).hasSize(1);
        assertThat(node.context().get(entity).get("n")).isEqualTo(Value.of(1L));
        sync.close(0);
        node.close();
    }

    private byte[] header(boolean genesis, long at, EventId... parents) {
        CborWriter out = new CborWriter()
                .array(9)
                .integer(1)
                .bytes(node.system().toBytes())
                .text("thing");
        if (genesis) {
            out.nul();
        } else {
            out.bytes(entity.toBytes());
        }
        out.array(parents.length);
        for (EventId parent : parents) {
            out.bytes(parent.toBytes());
        }
        return out.bytes(new byte[16])
                .text("")
                .integer(at)
                .bytes(SHA.hash(payload).toBytes())
                .toBytes();
    }

    private static EventId id(byte[] header, long at) {
        return EventId.of(at, Hash256.fromBytes(SHA.hash(header).toBytes()));
    }

    private static void assertRefused(SyncServer by, String code, EventId claimed, byte[] header, byte[] payload) {
        RawClient client = RawClient.greeted(by);
        client.say(new CborWriter()
                .array(2)
                .integer(13)
                .array(2)
                .array(1)
                .bytes(claimed.toBytes())
                .array(1)
                .array(2)
                .bytes(header)
                .bytes(payload)
                .toBytes());
        assertThat(client.awaitFailure()).isEqualTo(code);
        assertThat(client.closeCode).isEqualTo(1002);
    }

    private void refused(String code, byte[] header, long at) {
        assertRefused(sync, code, id(header, at), header, payload);
    }

    @Test
    void aGenesisWithAParent() {
        refused("event.genesis_with_parents", header(true, time, entity.genesis()), time);
    }

    @Test
    void aLaterEventWithoutAParent() {
        refused("event.no_parents", header(false, time), time);
    }

    @Test
    void anEventWhoseTimeIsNotAfterItsParents() {
        for (long at : new long[] {entity.genesis().time(), entity.genesis().time() - 1, 0}) {
            refused("event.time_not_after_parent", header(false, at, entity.genesis()), at);
        }
    }

    @Test
    void anEventThatClaimsAnotherId() {
        byte[] header = header(true, time);
        for (EventId other : List.of(EventId.of(time, Hash256.ZERO), id(header, time + 1), entity.genesis())) {
            assertRefused(sync, "event.id_mismatch", other, header, payload);
        }
    }

    @Test
    void anotherPayloadThanTheHeaders() {
        byte[] header = header(true, time);
        byte[] other = new Payload(new byte[16], List.of()).encode();
        assertRefused(sync, "event.payload_mismatch", id(header, time), header, other);
    }

    @Test
    void theSameBytesAreTakenWhenNothingIsForged() {
        byte[] header = header(true, time);
        try (Node other = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            SyncServer elsewhere = SyncServer.of(other, Authenticator.anonymous(), SyncLimits.defaults());
            RawClient client = RawClient.greeted(elsewhere);
            client.say(new CborWriter()
                    .array(2)
                    .integer(13)
                    .array(2)
                    .array(1)
                    .bytes(id(header, time).toBytes())
                    .array(1)
                    .array(2)
                    .bytes(header)
                    .bytes(payload)
                    .toBytes());
            assertThat(client.await(ankurah.core.internal.sync.wire.Message.Rejected.class)
                            .error()
                            .code())
                    .as("well made, and of another system")
                    .isEqualTo("event.other_system");
            client.vanish();
            elsewhere.close(0);
        }
    }
}
