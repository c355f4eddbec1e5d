package ankurah.server;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.client.Client;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.sync.SyncLimits;
import ankurah.event.Value;
import ankurah.event.cbor.CborWriter;
import ankurah.storage.MemoryStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bytes that no client of ours would send get a named error and a closed socket, and the server goes on. */
class RawSocketTest {
    private Node node;
    private Server server;

    @BeforeEach
    void serve() {
        node = Node.durable(MemoryStorage.open(), Policy.allowAll());
        node.context().run(tx -> tx.create("thing", Map.of("n", Value.of(1L))));
        serve(SyncLimits.defaults());
    }

    private void serve(SyncLimits limits) {
        if (server != null) {
            server.close();
        }
        server = Server.start(node, ServerOptions.defaults().withPort(0).withLimits(limits));
    }

    @AfterEach
    void theServerGoesOn() {
        try (Node client = Client.connect(server.uri());
                LiveQuery live = client.context().live("thing", "")) {
            live.awaitLive(Waiting.LONG);
            assertThat(live.result().size()).isEqualTo(1);
        }
        Waiting.until("nobody is connected", () -> server.connections() == 0);
        server.close();
        node.close();
    }

    private static byte[] hello() {
        return new CborWriter()
                .array(5)
                .integer(10)
                .integer(1)
                .integer(0)
                .nul()
                .nul()
                .toBytes();
    }

    @Test
    void aFrameThatAnnouncesAGigabyteIsRefusedBeforeItIsRead() throws IOException {
        long before = used();
        try (RawSocket raw = RawSocket.upgraded(server)) {
            raw.binary(hello());
            raw.announce(2, 1L << 30);
            raw.raw((byte) 7);
            RawSocket.Farewell farewell = raw.farewell();
            assertThat(farewell.closed().code()).isEqualTo(1009);
            assertThat(farewell.closed().reason()).isNotEmpty();
        }
        assertThat(used() - before).as("bytes of heap").isLessThan(256L << 20);
    }

    /** Also if an answer is being sent to what came before it. */
    @Test
    void whoAnnouncesAGigabyteReadsWhy() throws IOException {
        for (int i = 0; i < 200; i++) {
            try (RawSocket raw = RawSocket.upgraded(server)) {
                raw.announcing(hello(), 2, 1L << 30);
                assertThat(raw.farewell().closed().code()).isEqualTo(1009);
            }
        }
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void aMessageOfManyFragmentsIsBoundedToo() throws IOException {
        try (RawSocket raw = RawSocket.upgraded(server)) {
            raw.binary(hello());
            byte[] part = new byte[100_000];
            raw.raw(
                    (byte) 0x02,
                    (byte) 0xff,
                    (byte) 0,
                    (byte) 0,
                    (byte) 0,
                    (byte) 0,
                    (byte) 0,
                    (byte) 1,
                    (byte) 0x86,
                    (byte) 0xa0);
            raw.raw(new byte[4]);
            raw.raw(part);
            try {
                for (int i = 0; i < 20; i++) {
                    raw.raw(
                            (byte) 0x00,
                            (byte) 0xff,
                            (byte) 0,
                            (byte) 0,
                            (byte) 0,
                            (byte) 0,
                            (byte) 0,
                            (byte) 1,
                            (byte) 0x86,
                            (byte) 0xa0);
                    raw.raw(new byte[4]);
                    raw.raw(part);
                }
            } catch (IOException e) {
                assertThat(e).as("the server hung up").hasMessageMatching("(?i).*(pipe|reset|closed|abort).*");
                return;
            }
            assertThat(raw.farewell().closed().code()).isEqualTo(1009);
        }
    }

    @Test
    void garbageInsteadOfFrames() throws IOException {
        Random random = new Random(3);
        for (int i = 0; i < 20; i++) {
            try (RawSocket raw = RawSocket.upgraded(server)) {
                byte[] garbage = new byte[200];
                random.nextBytes(garbage);
                garbage[0] = (byte) 0xff;
                raw.raw(garbage);
                assertThat(raw.farewell().closed().code()).isIn(1002, 1006, 1009);
            }
        }
    }

    @Test
    void garbageInsteadOfMessages() throws IOException {
        try (RawSocket raw = RawSocket.upgraded(server)) {
            raw.binary("hello, is there anybody?".getBytes(StandardCharsets.UTF_8));
            RawSocket.Farewell farewell = raw.farewell();
            assertThat(farewell.lastError()).isEqualTo("sync.malformed");
            assertThat(farewell.closed()).isEqualTo(new RawSocket.Closed(1002, "sync.malformed"));
        }
    }

    @Test
    void text() throws IOException {
        try (RawSocket raw = RawSocket.upgraded(server)) {
            raw.frame(1, "{}".getBytes(StandardCharsets.UTF_8));
            RawSocket.Farewell farewell = raw.farewell();
            assertThat(farewell.lastError()).isEqualTo("sync.text_frame");
            assertThat(farewell.closed()).isEqualTo(new RawSocket.Closed(1003, "sync.text_frame"));
        }
    }

    @Test
    void halfAFrameAndThenNothing() throws IOException {
        serve(SyncLimits.defaults().withHandshakeMillis(200));
        try (RawSocket raw = RawSocket.upgraded(server)) {
            raw.announce(2, 100);
            raw.raw(new byte[10]);
            assertThat(raw.farewell().lastError()).isEqualTo("sync.handshake_timeout");
        }
    }

    @Test
    void aSocketThatIsDropped() throws IOException {
        try (RawSocket raw = RawSocket.upgraded(server)) {
            raw.binary(hello());
            Waiting.until("it is connected", () -> server.connections() == 1);
        }
        Waiting.until("it is gone", () -> server.connections() == 0);
    }

    @Test
    void silence() throws IOException {
        serve(SyncLimits.defaults().withSilenceMillis(200));
        try (RawSocket raw = RawSocket.upgraded(server)) {
            raw.binary(hello());
            RawSocket.Farewell farewell = raw.farewell();
            assertThat(farewell.lastError()).isEqualTo("sync.silent");
            assertThat(farewell.closed().code()).isEqualTo(1008);
        }
    }

    @Test
    void aClientThatNeverReadsHoldsNobodyUp() throws IOException {
        serve(SyncLimits.defaults().withSilenceMillis(1_000));
        node.context().run(tx -> {
            for (int i = 0; i < 5_000; i++) {
                tx.create("much", Map.of("text", Value.of("x".repeat(1_000))));
            }
        });
        try (RawSocket raw = RawSocket.upgraded(server)) {
            raw.binary(hello());
            raw.binary(new CborWriter()
                    .array(5)
                    .integer(11)
                    .integer(1)
                    .text("much")
                    .array(2)
                    .text("")
                    .array(0)
                    .nul()
                    .toBytes());
            try (Node client = Client.connect(server.uri());
                    LiveQuery live = client.context().live("much", "n > 0")) {
                live.awaitLive(Waiting.LONG);
                for (int i = 0; i < 50; i++) {
                    long n = i + 1;
                    node.context().run(tx -> tx.create("much", Map.of("n", Value.of(n))));
                }
                Waiting.until("the other has it all", () -> live.result().size() == 50);
            }
            Waiting.until("it is given up", () -> server.connections() == 0);
        }
    }
}
