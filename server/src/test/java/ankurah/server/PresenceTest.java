package ankurah.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.client.Client;
import ankurah.client.ClientOptions;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Policy;
import ankurah.core.Presence;
import ankurah.core.Principal;
import ankurah.core.Stage;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Value;
import ankurah.event.cbor.CborWriter;
import ankurah.storage.EntityState;
import ankurah.storage.MemoryStorage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** People at an entity, over real sockets. */
class PresenceTest {
    private Node node;
    private Server server;
    private EntityId ours;
    private EntityId secret;

    @BeforeEach
    void serve() {
        node = Node.durable(MemoryStorage.open(), new OwnersOnly());
        ours = node.context()
                .transact(tx ->
                        tx.create("note", Map.of("owner", Value.of("all"))).id())
                .value();
        secret = node.context()
                .transact(tx ->
                        tx.create("note", Map.of("owner", Value.of("ann"))).id())
                .value();
        server = Server.start(
                node,
                ServerOptions.defaults()
                        .withPort(0)
                        .withAuthenticator(name -> name == null ? Principal.ANONYMOUS : Principal.of(name)));
    }

    @AfterEach
    void end() {
        server.close();
        node.close();
    }

    private Node client(String name) {
        NodeOptions options = NodeOptions.defaults().withRetry(10, 200).withCredentials(() -> name);
        return Client.connect(server.uri(), ClientOptions.defaults().withNode(options));
    }

    private static List<String> shown(Presence presence) {
        return presence.others().stream()
                .map(other -> other.principal() + " " + other.content())
                .toList();
    }

    private static void awaitShown(Presence presence, String... expected) {
        Waiting.until(List.of(expected) + " are there", () -> shown(presence).equals(List.of(expected)));
    }

    /** What is shown is said again every ten seconds anyway; whoever waited for that would wait four times. */
    @Test
    @Timeout(30)
    void whoIsAtAnEntityIsShownToTheOthersWhoAre() {
        try (Node ann = client("ann");
                Node bob = client("bob");
                Presence annHere = ann.context().presence(ours);
                Presence bobHere = bob.context().presence(ours)) {
            AtomicInteger heard = new AtomicInteger();
            bobHere.onChange(presence -> heard.incrementAndGet());
            annHere.show("{\"at\":1}");
            awaitShown(bobHere, "ann {\"at\":1}");
            awaitShown(annHere, "bob ");
            bobHere.show("{\"at\":2}");
            awaitShown(annHere, "bob {\"at\":2}");
            annHere.show("{\"at\":3}");
            awaitShown(bobHere, "ann {\"at\":3}");
            assertThat(heard).hasPositiveValue();
            annHere.close();
            awaitShown(bobHere);
            assertThat(annHere.others()).isEmpty();
        }
    }

    @Test
    void whoseConnectionEndsIsGoneAndIsThereAgainWithTheNextOne() {
        try (Node ann = client("ann");
                Presence annHere = ann.context().presence(ours)) {
            Node bob = client("bob");
            Presence bobHere = bob.context().presence(ours);
            bobHere.show("x");
            awaitShown(annHere, "bob x");
            bob.close();
            awaitShown(annHere);
            int port = server.port();
            try (Node eve = client("eve");
                    Presence eveHere = eve.context().presence(ours)) {
                eveHere.show("e");
                awaitShown(annHere, "eve e");
                server.close();
                Waiting.until("nobody is heard of", () -> annHere.others().isEmpty());
                server = Server.start(
                        node, ServerOptions.defaults().withPort(port).withAuthenticator(Principal::of));
                awaitShown(annHere, "eve e");
            }
        }
    }

    @Test
    void nobodyIsAtAnEntityThatHeMayNotSeeAndNothingOfItReachesHim() {
        try (Node ann = client("ann");
                Node bob = client("bob");
                Presence annHere = ann.context().presence(secret);
                Presence bobHere = bob.context().presence(secret)) {
            annHere.show("a secret");
            bobHere.show("let me in");
            awaitCode(bobHere, "entity.not_found");
            assertThat(bobHere.others()).isEmpty();
            assertThat(annHere.others()).isEmpty();
        }
    }

    @Test
    void whoMayNotSeeTheEntityAnyMoreHearsOfNobodyThere() {
        try (Node ann = client("ann");
                Node bob = client("bob");
                Presence annHere = ann.context().presence(ours);
                Presence bobHere = bob.context().presence(ours)) {
            annHere.show("1");
            awaitShown(bobHere, "ann 1");
            ann.context().run(tx -> tx.set(ours, "owner", Value.of("ann"))).await(Stage.ACCEPTED, Waiting.LONG);
            annHere.show("2");
            awaitCode(bobHere, "entity.not_found");
            assertThat(bobHere.others()).isEmpty();
            awaitShown(annHere);
        }
    }

    private static void awaitCode(Presence presence, String code) {
        Waiting.until(code, () -> {
            AnkurahException error = presence.error();
            return error != null && error.code().equals(code);
        });
    }

    @Test
    void whatIsShownHasABound() {
        try (Node ann = client("ann");
                Presence here = ann.context().presence(ours)) {
            here.show("x".repeat(4096));
            assertThatThrownBy(() -> here.show("x".repeat(4097)))
                    .isInstanceOfSatisfying(
                            AnkurahException.Invalid.class,
                            e -> assertThat(e.code()).isEqualTo("presence.too_large"));
        }
        assertThatThrownBy(() -> node.context().presence(ours))
                .isInstanceOfSatisfying(
                        AnkurahException.Invalid.class,
                        e -> assertThat(e.code()).isEqualTo("sync.not_ephemeral"));
    }

    @Test
    void manyChangesOfOneAreFewForTheOthersAndTheLastOneComes() {
        try (Node ann = client("ann");
                Node bob = client("bob");
                Presence annHere = ann.context().presence(ours);
                Presence bobHere = bob.context().presence(ours)) {
            AtomicInteger heard = new AtomicInteger();
            bobHere.onChange(presence -> heard.incrementAndGet());
            IntStream.range(0, 100_000).forEach(i -> annHere.show(Integer.toString(i)));
            awaitShown(bobHere, "ann 99999");
            assertThat(heard.get()).isLessThan(10_000);
        }
    }

    @Test
    void aFloodEndsTheConnectionAndTooManyEntitiesAreRefused() throws IOException {
        try (RawSocket flood = raw()) {
            for (int i = 0; i < 20_000 && !isFlooded(flood, i); i++) {
                // It goes on until it is cut off.
            }
            assertThat(flood.farewell().lastError()).isEqualTo("presence.flood");
        }
        try (Node ann = client("ann");
                Presence annHere = ann.context().presence(ours)) {
            Waiting.until("the flood is gone", () -> server.connections() == 1);
            assertThat(annHere.others()).isEmpty();
        }
    }

    private boolean isFlooded(RawSocket flood, int i) {
        try {
            flood.binary(present(ours, Integer.toString(i)));
            return false;
        } catch (IOException cutOff) {
            return true;
        }
    }

    @Test
    void whatIsTooLargeOrOnePlaceTooManyIsRefusedByTheServerToo() {
        try (Node ann = client("ann")) {
            List<EntityId> many = ann.context()
                    .transact(tx -> IntStream.range(0, 66)
                            .mapToObj(i -> tx.create("note", Map.of("owner", Value.of("all")))
                                    .id())
                            .toList())
                    .await(Stage.ACCEPTED, Waiting.LONG)
                    .value();
            List<Presence> here = many.stream().map(ann.context()::presence).toList();
            awaitCode(here.getLast(), "presence.too_many");
            assertThat(here.getFirst().error()).isNull();
            here.getFirst().close();
            here.forEach(Presence::close);
        }
    }

    private RawSocket raw() throws IOException {
        RawSocket socket = RawSocket.upgraded(server);
        socket.binary(new CborWriter()
                .array(5)
                .integer(10)
                .integer(1)
                .integer(0)
                .nul()
                .nul()
                .toBytes());
        return socket;
    }

    private static byte[] present(EntityId entity, String content) {
        return new CborWriter()
                .array(3)
                .integer(18)
                .bytes(entity.toBytes())
                .text(content)
                .toBytes();
    }

    /** A row is seen by its owner, and by everybody if that is "all". */
    private static final class OwnersOnly implements Policy {
        @Override
        public boolean canRead(Principal who, EntityState row) {
            Value owner = row.get("owner");
            return Value.of("all").equals(owner) || Value.of(who.id()).equals(owner);
        }

        @Override
        public void check(Principal who, Event event, @Nullable EntityState before, EntityState after) {
            // Everybody may write.
        }

        @Override
        public String version() {
            return "owners";
        }
    }
}
