package ankurah.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.internal.sync.wire.Ask;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.QueryText;
import ankurah.core.sync.SyncLimits;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.event.cbor.CborWriter;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Too much, too large, too slow, or only half: each costs its sender the connection, and nobody else anything. */
class FloodTest {
    private static final SyncLimits LIMITS = SyncLimits.defaults();
    private static final int MEGABYTE = 1 << 20;

    private Castle castle = new Castle();

    @AfterEach
    void theCastleStands() {
        castle.assertNothingStored();
        castle.assertServes();
        Castle.until("nobody is left", () -> castle.server().connections() == 0);
        castle.close();
    }

    private void within(SyncLimits limits) {
        castle.close();
        castle = Castle.within(limits);
    }

    private static byte[] chunk(boolean last, int bytes) {
        return new CborWriter()
                .array(3)
                .integer(0)
                .bool(last)
                .bytes(new byte[bytes])
                .toBytes();
    }

    /** Says something until the server hangs up, which it has to within so many times. */
    private static void untilHungUp(Intruder intruder, byte[] frame, int times) throws IOException {
        try {
            for (int i = 0; i < times; i++) {
                intruder.say(frame);
            }
        } catch (SocketException gone) {
            assertThat(gone).isNotNull();
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void whoHasNotBeenLetInMayNotHaveTheServerCollect() throws IOException {
        try (Intruder intruder = Intruder.connected(castle.server())) {
            untilHungUp(intruder, chunk(false, MEGABYTE - 16), 8);
            assertThat(intruder.farewell()).isIn("sync.message_too_large", "");
        }
    }

    @Test
    void chunksWithoutEnd() throws IOException {
        try (Intruder intruder = Intruder.welcomed(castle.server(), null)) {
            untilHungUp(intruder, chunk(false, MEGABYTE - 16), 40);
            assertThat(intruder.farewell()).isIn("sync.message_too_large", "");
        }
    }

    @Test
    void chunksOfOneByte() throws IOException {
        try (Intruder intruder = Intruder.welcomed(castle.server(), null)) {
            byte[] ping = new CborWriter().array(2).integer(1).integer(5).toBytes();
            for (int i = 0; i < ping.length; i++) {
                intruder.say(new CborWriter()
                        .array(3)
                        .integer(0)
                        .bool(i == ping.length - 1)
                        .bytes(new byte[] {ping[i]})
                        .toBytes());
            }
            assertThat(intruder.await(Message.Pong.class).token()).isEqualTo(5);
            intruder.say(chunk(false, 0));
            assertThat(intruder.farewell()).as("an empty one").isEqualTo("sync.malformed");
        }
    }

    @Test
    void aChunkThatNeverEnds() throws IOException {
        within(LIMITS.withSilenceMillis(300));
        try (Intruder intruder = Intruder.welcomed(castle.server(), null)) {
            intruder.say(chunk(false, 100));
            assertThat(intruder.farewell()).isEqualTo("sync.silent");
        }
    }

    @Test
    void aMessageInsideAChunkedMessage() throws IOException {
        try (Intruder intruder = Intruder.welcomed(castle.server(), null)) {
            intruder.say(chunk(false, 100));
            intruder.say(new Message.Ping(1));
            assertThat(intruder.farewell()).isEqualTo("sync.chunk_order");
        }
    }

    @Test
    void pingsOfTheTransportThatNobodyReadsTheAnswersTo() throws IOException {
        within(LIMITS.withSilenceMillis(2_000));
        long before = used();
        try (Intruder intruder = Intruder.welcomed(castle.server(), null)) {
            byte[] many = pings(8_000);
            Thread talker = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 200; i++) {
                        intruder.bytes(many);
                    }
                } catch (IOException hungUp) {
                    assertThat(hungUp).isNotNull();
                }
            });
            Castle.until("it is given up, or held back", () -> castle.server().connections() == 0);
            assertThat(used() - before).as("bytes of heap").isLessThan(100L * MEGABYTE);
            intruder.close();
            talker.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] pings(int count) {
        byte[] one = new byte[6 + 125];
        one[0] = (byte) 0x89;
        one[1] = (byte) (0x80 | 125);
        byte[] all = new byte[count * one.length];
        for (int i = 0; i < count; i++) {
            System.arraycopy(one, 0, all, i * one.length, one.length);
        }
        return all;
    }

    @Test
    void aFrameLargerThanMayBe() throws IOException {
        try (Intruder intruder = Intruder.welcomed(castle.server(), null)) {
            untilHungUp(intruder, new byte[MEGABYTE + 1], 1);
            intruder.farewell();
            assertThat(intruder.closeCode()).isIn(1009, 1006);
        }
    }

    @Test
    void anArrayThatClaimsBillionsOfItems() throws IOException {
        try (Intruder intruder = Intruder.welcomed(castle.server(), null)) {
            intruder.say(new byte[] {(byte) 0x9a, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0b});
            assertThat(intruder.farewell()).isEqualTo("sync.malformed");
        }
    }

    @Test
    void aValueNestedWithoutEnd() throws IOException {
        try (Intruder intruder = Intruder.welcomed(castle.server(), null)) {
            byte[] nested = new byte[500_000];
            Arrays.fill(nested, (byte) 0x81);
            intruder.say(nested);
            assertThat(intruder.farewell()).isEqualTo("sync.malformed");
        }
    }

    @Test
    void aQueryNestedWithoutEnd() throws IOException {
        try (Intruder intruder = Intruder.welcomed(castle.server(), null)) {
            intruder.subscribe(1, "thing", "(".repeat(30_000) + "n = 1" + ")".repeat(30_000));
            assertThat(intruder.await(Message.SubscriptionFailed.class).error().code())
                    .isEqualTo("query.too_deep");
        }
    }

    @Test
    void aListWithoutEndInAQuery() throws IOException {
        try (Intruder intruder = Intruder.welcomed(castle.server(), null)) {
            intruder.subscribe(1, "thing", "n IN (" + "1,".repeat(20_000) + "1)");
            assertThat(intruder.await(Message.SubscriptionFailed.class).error().code())
                    .startsWith("query.");
        }
    }

    @Test
    void aPatternThatWouldTakeForEver() throws IOException {
        castle.node.context().run(tx -> tx.set(castle.row, "text", Value.of("a".repeat(30_000))));
        castle.besieged();
        try (Intruder intruder = Intruder.welcomed(castle.server(), null)) {
            intruder.subscribe(1, "thing", "text LIKE '" + "%a".repeat(400) + "b'");
            assertThat(intruder.await(Message.Ready.class).subscription()).isEqualTo(1);
        }
    }

    @Test
    void aQueryLongerThanMayBe() throws IOException {
        try (Intruder intruder = Intruder.welcomed(castle.server(), null)) {
            intruder.subscribe(1, "thing", "n = 1" + " ".repeat(LIMITS.queryTextBytes()));
            assertThat(intruder.farewell()).isEqualTo("sync.query_too_long");
        }
    }

    @Test
    void subscriptionsWithoutEnd() throws IOException {
        within(LIMITS.withSubscriptions(20));
        try (Intruder intruder = Intruder.welcomed(castle.server(), null)) {
            for (int i = 0; i <= 20; i++) {
                intruder.subscribe(i, "thing", "n > " + i);
            }
            assertThat(intruder.farewell()).isEqualTo("sync.too_many_subscriptions");
            assertThat(intruder.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void questionsWithoutEnd() throws IOException {
        within(LIMITS.withSilenceMillis(1_000));
        try (Intruder intruder = Intruder.welcomed(castle.server(), null)) {
            List<EntityId> many = new ArrayList<>(Collections.nCopies(2_000, castle.row));
            try {
                for (int i = 0; i < 2_000; i++) {
                    intruder.say(new Message.Request(i, new Ask.Get(many)));
                }
            } catch (SocketException hungUp) {
                assertThat(hungUp).isNotNull();
            }
            assertThat(intruder.farewell())
                    .as("held back, or sent away")
                    .isIn("sync.too_many_requests", "sync.silent", "");
        }
    }

    @Test
    void connectionsThatSayNothing() throws IOException {
        within(LIMITS.withConnections(5).withHandshakeMillis(1_000));
        List<Intruder> idlers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            idlers.add(Intruder.connected(castle.server()));
        }
        try (Intruder late = Intruder.connected(castle.server())) {
            assertThat(late.farewell()).isIn("sync.too_many_connections", "sync.handshake_timeout");
        }
        for (Intruder idler : idlers) {
            assertThat(idler.farewell()).isEqualTo("sync.handshake_timeout");
            idler.close();
        }
    }

    @Test
    void aRequestThatComesAByteAtATime() throws Exception {
        within(LIMITS.withHandshakeMillis(400));
        try (Intruder intruder = Intruder.knocking(castle.server())) {
            Thread trickle = Thread.ofVirtual().start(() -> {
                try {
                    intruder.bytes("GET /sync HTTP/1.1\r\nHost: localhost\r\nX: ".getBytes(StandardCharsets.US_ASCII));
                    while (!Thread.interrupted()) {
                        intruder.bytes((byte) 'x');
                        Thread.sleep(50);
                    }
                } catch (IOException | InterruptedException end) {
                    assertThat(end).isNotNull();
                }
            });
            intruder.awaitEnd();
            trickle.interrupt();
            trickle.join();
        }
    }

    @Test
    void aHeadWithoutEnd() throws IOException {
        try (Intruder intruder = Intruder.knocking(castle.server())) {
            byte[] line = ("X-Y: " + "z".repeat(8_000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            try {
                intruder.bytes("GET /sync HTTP/1.1\r\nHost: localhost\r\n".getBytes(StandardCharsets.US_ASCII));
                for (int i = 0; i < 1_000; i++) {
                    intruder.bytes(line);
                }
            } catch (SocketException hungUp) {
                assertThat(hungUp).isNotNull();
            }
            intruder.awaitEnd();
        }
    }

    @Test
    void halfAFrameAndThenNothing() throws IOException {
        within(LIMITS.withSilenceMillis(300));
        try (Intruder intruder = Intruder.welcomed(castle.server(), null)) {
            intruder.bytes(
                    (byte) 0x82, (byte) 0xfe, (byte) 0x01, (byte) 0x00, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte)
                            9);
            assertThat(intruder.farewell()).isEqualTo("sync.silent");
        }
    }

    @Test
    void whoNeverReadsIsHeldNoMoreThanABuffer() throws IOException {
        within(LIMITS.withSilenceMillis(2_000));
        castle.node.context().run(tx -> {
            for (int i = 0; i < 4_000; i++) {
                tx.create("much", java.util.Map.of("text", Value.of("x".repeat(2_000))));
            }
        });
        castle.besieged();
        long before = used();
        try (Intruder intruder = Intruder.welcomed(castle.server(), null)) {
            for (int i = 0; i < 200; i++) {
                intruder.say(new Message.Request(i, new Ask.Rows("much", new QueryText("", List.of()))));
            }
            Castle.until("it is given up", () -> castle.server().connections() == 0);
            assertThat(used() - before).as("bytes of heap").isLessThan(100L * MEGABYTE);
        }
    }

    @Test
    void commitsThatNothingIsBuiltUnderAreNotKept() throws IOException {
        Forger missing = new Forger(castle.node.system());
        missing.time -= 1_000_000;
        EntityId invented = new EntityId(missing.forge().id());
        try (Intruder intruder = Intruder.welcomed(castle.server(), null)) {
            for (int i = 0; i < 200; i++) {
                Forger child = new Forger(castle.node.system()).of(invented).after(invented.genesis());
                child.time += i;
                intruder.say(new Message.Submit(child.commit()));
                assertThat(intruder.await(Message.Rejected.class).error().code())
                        .isEqualTo("event.parents_missing");
            }
        }
    }

    @Test
    void nothingThatComesPackedIsUnpacked() throws IOException {
        try (Intruder intruder = Intruder.knocking(castle.server())) {
            intruder.ask(
                    "GET /sync HTTP/1.1",
                    "Host: 127.0.0.1:" + castle.server().port(),
                    Intruder.PROTOCOL,
                    "Sec-WebSocket-Extensions: permessage-deflate");
            String head = intruder.head();
            assertThat(head).startsWith("HTTP/1.1 101").doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
            intruder.bytes((byte) 0xc2, (byte) 0x81, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 1);
            intruder.farewell();
            assertThat(intruder.closeCode()).isEqualTo(1002);
        }
    }
}
