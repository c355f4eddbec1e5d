package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.ConnectionStatus;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Principal;
import ankurah.core.internal.sync.client.EphemeralBackend;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.WireError;
import ankurah.event.AnkurahException.Category;
import ankurah.event.Hash256;
import ankurah.event.Sha256;
import ankurah.event.SystemId;
import ankurah.event.Value;
import ankurah.event.cbor.CborWriter;
import ankurah.storage.LogId;
import ankurah.storage.Position;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whatever a server does wrong, its client says so, keeps what it has, comes back, and asks for everything anew. */
class BadServerTest {
    private static final SystemId SYSTEM = new SystemId(1, 2);
    private static final Hash256 AUTHORITY = Sha256.jdk().hash(new byte[] {1});
    private static final Position START = Position.start(new LogId(3, 4));

    private final RawServer server = new RawServer();
    private final List<ConnectionStatus> heard = new CopyOnWriteArrayList<>();

    private static Message.Welcome welcome(SystemId system) {
        return new Message.Welcome(1, system, START, 0, "", AUTHORITY, Map.of());
    }

    private RawServer.Talk greet() {
        RawServer.Talk talk = server.next();
        talk.await(Message.Hello.class);
        talk.say(welcome(SYSTEM));
        return talk;
    }

    private static void ready(RawServer.Talk talk) {
        Message.Subscribe asked = talk.await(Message.Subscribe.class);
        talk.say(new Message.Ready(asked.subscription(), false, START.number(), START.hash()));
    }

    /** After welcome and an answer, a misdeed. */
    private void misbehave(String code, Consumer<RawServer.Talk> misdeed) {
        NodeOptions options = NodeOptions.defaults().withRetry(1, 2).withConnectionListener(heard::add);
        try (Node client = Node.ephemeral(server, options);
                LiveQuery live = client.context(Principal.ANONYMOUS).live("thing", "")) {
            RawServer.Talk talk = greet();
            ready(talk);
            live.awaitLive(Rig.LONG);
            client.context().run(tx -> tx.create("thing", Map.of("n", Value.of(1L))));
            misdeed.accept(talk);
            Rig.until("it is told", () -> heard.stream().anyMatch(status -> isOffline(status, code)));
            assertThat(live.result().size()).as("its own commit stays").isEqualTo(1);
            assertThat(((EphemeralBackend) client.backend()).pendingCommits()).isEqualTo(1);

            RawServer.Talk again = greet();
            again.await(Message.Submit.class);
            assertThat(again.await(Message.Subscribe.class).resume())
                    .as("what it holds proves nothing")
                    .isNull();
            ready(again);
            live.awaitLive(Rig.LONG);
            assertThat(live.result().size()).isEqualTo(1);
        }
    }

    private static boolean isOffline(ConnectionStatus status, String code) {
        return status.state() == ConnectionStatus.State.OFFLINE
                && status.error() != null
                && status.error().code().equals(code);
    }

    private void violates(String code, int closeCode, byte[] bytes) {
        misbehave(code, talk -> {
            talk.say(bytes);
            assertThat(talk.await(Message.Failure.class).error().code()).isEqualTo(code);
            assertThat(talk.closeCode).isEqualTo(closeCode);
        });
    }

    @Test
    void garbage() {
        violates("sync.malformed", 1002, new byte[] {1, 2, 3});
    }

    @Test
    void anUnknownMessage() {
        violates(
                "sync.unknown_message",
                1002,
                new CborWriter().array(2).integer(99).nul().toBytes());
    }

    @Test
    void aClientsMessage() {
        violates(
                "sync.unexpected_message",
                1002,
                new CborWriter().array(2).integer(12).integer(1).toBytes());
    }

    @Test
    void aStateThatIsNone() {
        misbehave("cbor.malformed", talk -> {
            long subscription = talk.await(Message.Subscribe.class).subscription();
            talk.say(new Message.Page(subscription, List.of(), List.of(new byte[] {7}), List.of()));
            assertThat(talk.await(Message.Failure.class).error().code()).isEqualTo("cbor.malformed");
        });
    }

    @Test
    void anotherVersion() {
        violates(
                "sync.version",
                1002,
                new CborWriter().array(2).integer(20).integer(2).toBytes());
    }

    @Test
    void anotherSystemInTheMiddle() {
        misbehave("sync.other_system", talk -> talk.say(welcome(new SystemId(9, 9))));
    }

    @Test
    void aHandshakeThatDoesNotEnd() {
        NodeOptions options =
                NodeOptions.defaults().withRetry(1, 2).withMeetMillis(50).withConnectionListener(heard::add);
        try (Node client = Node.ephemeral(server, options)) {
            server.next().await(Message.Hello.class);
            Rig.until(
                    "it gives up",
                    () -> heard.stream().anyMatch(status -> isOffline(status, "sync.handshake_timeout")));
            greet();
            Rig.until("it is welcome", () -> client.context(Principal.ANONYMOUS) != null);
            assertThat(client.system()).isEqualTo(SYSTEM);
        }
    }

    @Test
    void aFailureIsNoVerdictOnWhatItHolds() {
        NodeOptions options = NodeOptions.defaults().withRetry(1, 2).withConnectionListener(heard::add);
        try (Node client = Node.ephemeral(server, options);
                LiveQuery live = client.context(Principal.ANONYMOUS).live("thing", "")) {
            RawServer.Talk talk = greet();
            ready(talk);
            live.awaitLive(Rig.LONG);
            talk.say(new Message.Failure(new WireError(Category.UNAVAILABLE, "sync.shutdown", "until later")));
            talk.cut();
            Rig.until("it is told", () -> heard.stream().anyMatch(status -> isOffline(status, "sync.shutdown")));
            Message.Subscribe again = greet().await(Message.Subscribe.class);
            assertThat(again.resume()).isNotNull();
            assertThat(again.resume().position()).isEqualTo(START);
        }
    }
}
