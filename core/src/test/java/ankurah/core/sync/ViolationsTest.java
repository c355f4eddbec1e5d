package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.internal.sync.wire.Ask;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.Protocol;
import ankurah.core.internal.sync.wire.QueryText;
import ankurah.event.AnkurahException;
import ankurah.event.SystemId;
import ankurah.event.Value;
import ankurah.event.cbor.CborWriter;
import ankurah.storage.MemoryStorage;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever a client does wrong, it gets a named error and a closed connection, and the server goes on. */
class ViolationsTest {
    private final SyncLimits limits = SyncLimits.defaults();
    private Node node;
    private SyncServer sync;

    @BeforeEach
    void serve() {
        node = Node.durable(MemoryStorage.open(), Policy.allowAll());
        node.context().run(tx -> tx.create("thing", Map.of("n", Value.of(1L))));
        serve(limits);
    }

    private void serve(SyncLimits chosen) {
        if (sync != null) {
            sync.close(0);
        }
        sync = SyncServer.of(node, Authenticator.anonymous(), chosen);
    }

    /** Every test ends with a client that is served as ever. */
    @AfterEach
    void theServerGoesOn() {
        try (Node client = Node.ephemeral(
                        Loopback.to(sync, node.backend().platform().scheduler()), ankurah.core.NodeOptions.defaults());
                LiveQuery live = client.context().live("thing", "")) {
            live.awaitLive(Rig.LONG);
            assertThat(live.result().size()).isEqualTo(1);
        }
        Rig.until("all sessions have ended", () -> sync.connections() == 0);
        sync.close(1_000);
        node.close();
    }

    private static byte[] array(CborWriter out) {
        return out.toBytes();
    }

    private static void expect(RawClient client, String code, int closeCode) {
        assertThat(client.awaitFailure()).isEqualTo(code);
        assertThat(client.closeCode).isEqualTo(closeCode);
        assertThat(client.closeReason).isEqualTo(code);
    }

    @Test
    void garbage() {
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[1 + random.nextInt(60)];
            random.nextBytes(bytes);
            RawClient client = i % 2 == 0 ? new RawClient(sync) : RawClient.greeted(sync);
            client.say(bytes);
            assertThat(client.awaitFailure()).startsWith("sync.");
        }
    }

    @Test
    void aMessageCutInHalf() {
        RawClient client = RawClient.greeted(sync);
        client.say(new byte[] {(byte) 0x85, 0x0b, 0x01});
        expect(client, "sync.malformed", 1002);
    }

    @Test
    void anotherVersion() {
        RawClient client = new RawClient(sync);
        client.say(array(new CborWriter().array(3).integer(10).integer(2).text("whatever comes then")));
        expect(client, "sync.version", 1002);
    }

    @Test
    void anUnknownMessage() {
        RawClient client = RawClient.greeted(sync);
        client.say(array(new CborWriter().array(2).integer(99).nul()));
        expect(client, "sync.unknown_message", 1002);
    }

    @Test
    void somethingElseBeforeHello() {
        RawClient client = new RawClient(sync);
        client.subscribe(1, "thing", "");
        expect(client, "sync.unexpected_message", 1002);
    }

    @Test
    void helloTwice() {
        RawClient client = RawClient.greeted(sync);
        client.say(new Message.Hello(Protocol.VERSION, 0, null, null));
        expect(client, "sync.unexpected_message", 1002);
    }

    @Test
    void aServersMessage() {
        RawClient client = RawClient.greeted(sync);
        client.say(new Message.Unsubscribed(1));
        expect(client, "sync.unexpected_message", 1002);
    }

    @Test
    void anotherSystem() {
        RawClient client = new RawClient(sync);
        client.say(new Message.Hello(Protocol.VERSION, 0, null, new SystemId(7, 7)));
        expect(client, "sync.other_system", 1008);
    }

    @Test
    void aFrameTooLarge() {
        RawClient client = RawClient.greeted(sync);
        client.say(new byte[limits.frameBytes() + 1]);
        expect(client, "sync.frame_too_large", 1009);
    }

    @Test
    void aMessageTooLarge() {
        RawClient client = RawClient.greeted(sync);
        byte[] chunk =
                array(new CborWriter().array(3).integer(0).bool(false).bytes(new byte[limits.frameBytes() - 16]));
        for (int i = 0; i < 18 && client.closeCode == 0; i++) {
            client.say(chunk);
        }
        expect(client, "sync.message_too_large", 1009);
    }

    @Test
    void anotherFrameBetweenChunks() {
        RawClient client = RawClient.greeted(sync);
        client.say(array(new CborWriter().array(3).integer(0).bool(false).bytes(new byte[10])));
        client.say(new Message.Ping(1));
        expect(client, "sync.chunk_order", 1002);
    }

    @Test
    void whatTheTransportForbids() {
        RawClient client = RawClient.greeted(sync);
        client.violate(new AnkurahException.Invalid("sync.text_frame", "text"));
        expect(client, "sync.text_frame", 1003);
    }

    @Test
    void noHello() {
        serve(limits.withHandshakeMillis(50));
        expect(new RawClient(sync), "sync.handshake_timeout", 1008);
    }

    @Test
    void silence() {
        serve(limits.withSilenceMillis(150));
        RawClient client = RawClient.greeted(sync);
        client.await(Message.Ping.class);
        expect(client, "sync.silent", 1008);
    }

    @Test
    void aClientThatAnswersPingsStays() {
        serve(limits.withSilenceMillis(150));
        RawClient client = RawClient.greeted(sync);
        for (int i = 1; i <= 8; i++) {
            int pings = i;
            Rig.until(
                    "a ping has come",
                    () -> client.received().stream()
                                    .filter(Message.Ping.class::isInstance)
                                    .count()
                            >= pings);
            client.say(new Message.Pong(0));
        }
        assertThat(client.closeCode).isZero();
        client.vanish();
    }

    @Test
    void tooManySubscriptions() {
        serve(limits.withSubscriptions(3));
        RawClient client = RawClient.greeted(sync);
        for (int i = 0; i < 4; i++) {
            client.subscribe(i, "thing", "n > " + i);
        }
        expect(client, "sync.too_many_subscriptions", 1008);
    }

    @Test
    void oneSubscriptionTwice() {
        RawClient client = RawClient.greeted(sync);
        client.subscribe(1, "thing", "");
        client.subscribe(1, "thing", "");
        expect(client, "sync.subscription_twice", 1002);
    }

    @Test
    void tooManyConnections() {
        serve(limits.withConnections(2));
        RawClient first = RawClient.greeted(sync);
        RawClient second = RawClient.greeted(sync);
        expect(new RawClient(sync), "sync.too_many_connections", 1013);
        first.vanish();
        second.vanish();
        Rig.until("there is room again", () -> sync.connections() == 0);
    }

    @Test
    void aQueryTooLong() {
        RawClient client = RawClient.greeted(sync);
        client.subscribe(1, "thing", "n = 1" + " ".repeat(limits.queryTextBytes()));
        expect(client, "sync.query_too_long", 1008);
    }

    @Test
    void aQueryOfTenMegabytes() {
        QueryText huge = new QueryText("n = 1 OR ".repeat(10 << 17) + "n = 2", List.of());
        RawClient asking = RawClient.greeted(sync);
        asking.sayInChunks(new Message.Request(1, new Ask.Rows("thing", huge)));
        assertThat(asking.await(Message.RequestFailed.class).error().code()).isEqualTo("sync.query_too_long");
        asking.sayInChunks(new Message.Request(2, new Ask.Explain("thing", huge, false)));
        Rig.until(
                "both have failed",
                () -> asking.received().stream()
                                .filter(Message.RequestFailed.class::isInstance)
                                .count()
                        == 2);
        asking.vanish();
        RawClient subscribing = RawClient.greeted(sync);
        subscribing.sayInChunks(new Message.Subscribe(1, "thing", huge, null, false));
        expect(subscribing, "sync.query_too_long", 1008);
    }

    @Test
    void tooManyRequests() {
        node.context().run(tx -> {
            for (int i = 0; i < 2_000; i++) {
                tx.create("many", Map.of());
            }
        });
        serve(limits.withPageBytes(1));
        RawClient client = RawClient.greeted(sync);
        for (int i = 0; i < 20 * limits.requests() && client.closeCode == 0; i++) {
            client.say(new Message.Request(i, new Ask.Rows("many", new QueryText("", List.of()))));
        }
        expect(client, "sync.too_many_requests", 1008);
    }

    @Test
    void aCredentialThatIsRefused() {
        sync.close(0);
        SyncServer strict = SyncServer.of(
                node,
                credential -> {
                    if (!"open sesame".equals(credential)) {
                        throw new AnkurahException.Refused("test.credential", "say the word");
                    }
                    return Principal.ANONYMOUS;
                },
                limits);
        RawClient client = new RawClient(strict);
        client.say(new Message.Hello(Protocol.VERSION, 0, "wrong", null));
        assertThat(client.awaitFailure()).isEqualTo("test.credential");
        assertThat(client.closeCode).isEqualTo(1008);
        RawClient friend = new RawClient(strict);
        friend.say(new Message.Hello(Protocol.VERSION, 0, "open sesame", null));
        friend.await(Message.Welcome.class);
        strict.close(1_000);
        assertThat(friend.awaitFailure()).isEqualTo("sync.shutdown");
        assertThat(friend.closeCode).isEqualTo(1001);
        serve(limits);
    }

    @Test
    void nobodyFromOutsideIsTheSystem() {
        sync.close(0);
        SyncServer careless = SyncServer.of(node, credential -> Principal.SYSTEM, limits);
        RawClient client = new RawClient(careless);
        client.say(new Message.Hello(Protocol.VERSION, 0, null, null));
        assertThat(client.awaitFailure()).isEqualTo("sync.credential");
        careless.close(0);
        serve(limits);
    }

    @Test
    void endingASubscriptionThatFailedMeanwhileIsNone() {
        RawClient client = RawClient.greeted(sync);
        client.subscribe(1, "thingg", "");
        client.say(new Message.Unsubscribe(1));
        client.await(Message.SubscriptionFailed.class);
        client.await(Message.Unsubscribed.class);
        client.subscribe(1, "thing", "");
        client.await(Message.Ready.class);
        client.vanish();
    }

    @Test
    void aBadQueryCostsTheSubscriptionAlone() {
        RawClient client = RawClient.greeted(sync);
        client.subscribe(1, "thing", "n >");
        assertThat(client.await(Message.SubscriptionFailed.class).error().code())
                .startsWith("query.");
        client.subscribe(2, "thingg", "");
        Rig.until(
                "the unknown collection is named",
                () -> client.received().stream()
                        .anyMatch(m -> m instanceof Message.SubscriptionFailed failed
                                && failed.error().code().equals("schema.unknown_collection")
                                && failed.error().message().contains("thing")));
        client.say(new Message.Request(1, new Ask.Rows("thing", new QueryText("n = ?", List.of()))));
        assertThat(client.await(Message.RequestFailed.class).error().code()).startsWith("query.");
        client.subscribe(1, "thing", "");
        client.await(Message.Ready.class);
        client.vanish();
    }
}
