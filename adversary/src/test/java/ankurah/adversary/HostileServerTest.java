package ankurah.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.client.Client;
import ankurah.client.ClientOptions;
import ankurah.core.ConnectionStatus;
import ankurah.core.Context;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.internal.sync.wire.Message;
import ankurah.event.EntityId;
import ankurah.event.SystemId;
import ankurah.event.Value;
import ankurah.server.Server;
import ankurah.server.ServerOptions;
import ankurah.storage.EngineOptions;
import ankurah.storage.MemoryStore;
import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedEngine;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.OrderedStore;
import ankurah.storage.StorageEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A client that meets something else at its server's address. It says so, tries again, keeps the commits it has not got rid
 * of, and gives them to its own server when that is there again.
 */
class HostileServerTest {
    private final Castle castle = new Castle();
    private final MemoryStore store = new MemoryStore();
    private final List<ConnectionStatus> heard = new CopyOnWriteArrayList<>();
    private EntityId unsent;

    private ClientOptions options() {
        return ClientOptions.defaults()
                .withNode(NodeOptions.defaults()
                        .withRetry(1, 20)
                        .withMeetMillis(2_000)
                        .withSilenceMillis(2_000)
                        .withConnectionListener(heard::add));
    }

    /** The client's store as it is when its process is killed, since a client closes its own. */
    private StorageEngine engine() {
        OrderedBatch all = new OrderedBatch();
        try (OrderedSnapshot now = store.snapshot();
                OrderedCursor entries = now.scan(new byte[0], new byte[] {(byte) 0xff}, false)) {
            while (entries.next()) {
                all.put(entries.key(), entries.value());
            }
        }
        MemoryStore copy = new MemoryStore();
        copy.write(all, OrderedStore.Durability.SYNCED);
        return OrderedEngine.open(copy, EngineOptions.defaults());
    }

    /** Meets its own server, and then the hostile one, with something to say. */
    private void meets(HostileServer hostile, String... codes) throws IOException {
        try (Node client =
                Client.connect(castle.server().uri(), OrderedEngine.open(store, EngineOptions.defaults()), options())) {
            try (LiveQuery live = client.context().live("thing", "").awaitLive(Castle.LONG)) {
                assertThat(live.result().size()).isEqualTo(1);
            }
        }
        heard.clear();
        try (hostile;
                Node client = Client.connect(hostile.uri(), engine(), options())) {
            Context context = client.context();
            unsent = context.transact(
                            tx -> tx.create("guest", Map.of("n", Value.of(7L))).id())
                    .value();
            Castle.until("it comes back " + hostile.visits(), () -> hostile.visits() >= 2);
            Castle.until(
                    "it is told why, not " + heard,
                    () -> heard.stream()
                            .anyMatch(status -> status.error() != null
                                    && Arrays.stream(codes)
                                            .anyMatch(status.error().code()::equals)));
            assertThat(context.get(unsent).get("n")).isEqualTo(Value.of(7L));
            assertThat(client.syncStatus().peek().pendingCommits()).isEqualTo(1);
        }
    }

    @AfterEach
    void theCastleStands() {
        castle.assertServes();
        castle.close();
    }

    @Test
    void garbage() throws IOException {
        meets(HostileServer.saying(HostileServer.frame(2, new byte[] {1, 2, 3})), "sync.malformed");
    }

    @Test
    void noWebSocketAtAll() throws IOException {
        meets(
                new HostileServer((request, in, out) ->
                        out.write("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII))),
                "sync.unreachable");
    }

    @Test
    void aFrameWithoutEnd() throws IOException {
        meets(
                new HostileServer((request, in, out) -> {
                    out.write(HostileServer.upgrade(request));
                    byte[] head = {(byte) 0x82, 127, 0, 0, 0, 1, 0, 0, 0, 0};
                    out.write(head);
                    byte[] megabyte = new byte[1 << 20];
                    for (int i = 0; i < 4_096; i++) {
                        out.write(megabyte);
                    }
                }),
                "sync.frame_too_large",
                "sync.closed");
    }

    @Test
    void chunksWithoutEnd() throws IOException {
        byte[] chunk = HostileServer.frame(
                2,
                new ankurah.event.cbor.CborWriter()
                        .array(3)
                        .integer(0)
                        .bool(false)
                        .bytes(new byte[(1 << 20) - 16])
                        .toBytes());
        meets(
                new HostileServer((request, in, out) -> {
                    out.write(HostileServer.upgrade(request));
                    for (int i = 0; i < 200; i++) {
                        out.write(chunk);
                    }
                }),
                "sync.message_too_large",
                "sync.closed");
    }

    @Test
    void text() throws IOException {
        meets(
                HostileServer.saying(HostileServer.frame(1, "hello".getBytes(StandardCharsets.US_ASCII))),
                "sync.text_frame");
    }

    @Test
    void silence() throws IOException {
        meets(HostileServer.saying(), "sync.handshake_timeout");
    }

    @Test
    void whoSpeaksBeforeHeIsSpokenTo() throws IOException {
        meets(
                HostileServer.saying(
                        HostileServer.frame(new Message.Ping(1)), HostileServer.frame(new Message.Unsubscribed(1))),
                "sync.unexpected_message");
    }

    @Test
    void anotherSystemsServer() throws IOException {
        meets(
                new HostileServer((request, in, out) -> {
                    out.write(HostileServer.upgrade(request));
                    out.flush();
                    in.read();
                    out.write(HostileServer.welcome(new SystemId(7, 7)));
                    out.flush();
                    in.transferTo(java.io.OutputStream.nullOutputStream());
                }),
                "sync.other_system");
    }

    @Test
    void statesAndEventsOutOfNowhere() throws IOException {
        meets(
                new HostileServer((request, in, out) -> {
                    out.write(HostileServer.upgrade(request));
                    out.flush();
                    in.read();
                    out.write(HostileServer.welcome(castle.node.system()));
                    out.write(HostileServer.frame(
                            new Message.Page(99, List.of(castle.row), List.of(new byte[] {7}), List.of())));
                    out.flush();
                    in.transferTo(java.io.OutputStream.nullOutputStream());
                }),
                "sync.unexpected_message",
                "sync.malformed",
                "cbor.malformed");
    }

    @Test
    void anAcknowledgementOfWhatWasNotSent() throws IOException {
        meets(
                new HostileServer((request, in, out) -> {
                    out.write(HostileServer.upgrade(request));
                    out.flush();
                    in.read();
                    out.write(HostileServer.welcome(castle.node.system()));
                    out.write(HostileServer.frame(new Message.Committed(
                            Forger.SHA.hash(new byte[] {9}), 5, Forger.SHA.hash(new byte[] {9}), List.of())));
                    out.write(HostileServer.frame(2, new byte[] {1}));
                    out.flush();
                    in.transferTo(java.io.OutputStream.nullOutputStream());
                }),
                "sync.unexpected_message",
                "sync.malformed");
    }

    @Test
    void itsOwnServerGetsTheCommitAfterwards() throws IOException {
        meets(HostileServer.saying(HostileServer.frame(2, new byte[] {1, 2, 3})), "sync.malformed");
        Server again = Server.start(castle.node, ServerOptions.defaults().withPort(0));
        try (Node client = Client.connect(again.uri(), engine(), options())) {
            client.context().run(tx -> tx.create("guest", Map.of())).await(ankurah.core.Stage.ACCEPTED, Castle.LONG);
        } finally {
            again.close();
        }
    }
}
