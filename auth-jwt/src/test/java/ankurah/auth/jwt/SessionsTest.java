package ankurah.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.client.Client;
import ankurah.client.ClientOptions;
import ankurah.core.Context;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Principal;
import ankurah.core.rules.Rules;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.server.Server;
import ankurah.server.ServerOptions;
import ankurah.storage.MemoryStorage;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens on open connections, over real sockets: they expire, are renewed, revoked, and say other things than before. */
class SessionsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Issuer issuer = new Issuer();
    private final Issuer.Key key = issuer.add("k1", "EdDSA");
    private final JwtAuthenticator authenticator =
            JwtAuthenticator.create(JwtOptions.of(Issuer.NAME, Issuer.AUDIENCE, new JwtKeys.Url(issuer.address()))
                    .withLeewayMillis(0));
    private final Node node = Node.durable(
            MemoryStorage.open(),
            Rules.builder()
                    .allow("read", "note", "owner = $principal.id")
                    .allowRole("editor", "read", "note")
                    .build());
    private final Server server =
            Server.start(node, ServerOptions.defaults().withPort(0).withAuthenticator(authenticator));
    private final List<AnkurahException> broken = new CopyOnWriteArrayList<>();
    private final AtomicLong tokens = new AtomicLong();

    @AfterEach
    void close() {
        server.close();
        node.close();
        issuer.close();
    }

    private String token(String subject, double seconds, String... roles) {
        long now = System.currentTimeMillis();
        Map<String, Value> claims = Issuer.claims(subject);
        claims.put("iat", Value.of(now / 1000));
        claims.put("exp", Value.of(new java.math.BigDecimal(now + (long) (seconds * 1000)).movePointLeft(3)));
        claims.put("jti", Value.of("token-" + tokens.incrementAndGet()));
        claims.put(
                "roles", new Value.List(List.of(roles).stream().map(Value::of).toList()));
        return Issuer.sign(key, claims);
    }

    private Node client(NodeOptions.Credentials credentials) {
        NodeOptions options = NodeOptions.defaults()
                .withRetry(1, 50)
                .withCredentials(credentials)
                .withConnectionListener(status -> {
                    if (status.error() != null) {
                        broken.add(status.error());
                    }
                });
        return Client.connect(
                URI.create("ws://127.0.0.1:" + server.port()),
                ClientOptions.defaults().withNode(options));
    }

    private void note(String owner) {
        node.context(Principal.SYSTEM).run(tx -> tx.create("note", Map.of("owner", Value.of(owner))));
    }

    private static LiveQuery live(Node client) {
        Context context = client.context();
        LiveQuery live = context.live("note", "");
        live.awaitLive(LONG);
        return live;
    }

    private static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private List<String> codes() {
        return broken.stream().map(AnkurahException::code).toList();
    }

    @Test
    void aTokenIsRenewedOnTheOpenConnectionBeforeItExpires() {
        note("ann");
        AtomicInteger asked = new AtomicInteger();
        try (Node client = client(() -> {
                    asked.incrementAndGet();
                    return token("ann", 8);
                });
                LiveQuery live = live(client)) {
            until("it was asked again and again", () -> asked.get() >= 3);
            note("ann");
            until("it still hears", () -> live.result().size() == 2);
            assertThat(codes()).isEmpty();
        }
    }

    @Test
    void aSessionEndsWithItsTokenWhenThereIsNoOther() {
        note("ann");
        String only = token("ann", 2);
        try (Node client = client(() -> only);
                LiveQuery live = live(client)) {
            assertThat(live.result()).hasSize(1);
            until("it is sent away, and not let in again", () -> codes().contains("auth.expired"));
            assertThat(codes()).first().isEqualTo("sync.credential_expired");
            note("ann");
            assertThat(live.result()).hasSize(1);
        }
    }

    @Test
    void revocationEndsOpenSessionsAtOnceAndNoOthers() {
        note("ann");
        note("bob");
        String anns = token("ann", 300);
        String bobs = token("bob", 300);
        try (Node ann = client(() -> anns);
                LiveQuery hers = live(ann);
                Node bob = client(() -> bobs);
                LiveQuery his = live(bob)) {
            authenticator.revokeToken("token-1");
            until("she is not let in again", () -> codes().contains("auth.revoked"));
            assertThat(codes()).first().isEqualTo("sync.credential_revoked");
            note("ann");
            note("bob");
            until("he goes on", () -> his.result().size() == 2);
            assertThat(hers.result()).hasSize(1);
            broken.clear();
            authenticator.revokeSubject("bob");
            until("nor is he", () -> server.connections() == 0);
        }
    }

    @Test
    void anotherRoleShowsOtherRowsOnTheSameConnection() {
        note("ann");
        note("bob");
        AtomicReference<String> token = new AtomicReference<>(token("ann", 300));
        try (Node client = client(token::get);
                LiveQuery live = live(client)) {
            assertThat(live.result()).hasSize(1);
            token.set(token("ann", 300, "editor"));
            client.renewCredential();
            until("she sees all", () -> live.result().size() == 2);
            token.set(token("ann", 300));
            client.renewCredential();
            until("and her own alone", () -> live.result().size() == 1);
            assertThat(codes()).isEmpty();
        }
    }

    @Test
    void nobodyBecomesSomebodyElseOnAnOpenConnection() {
        note("ann");
        AtomicReference<String> token = new AtomicReference<>(token("ann", 300));
        try (Node client = client(token::get);
                LiveQuery live = live(client)) {
            assertThat(live.result()).hasSize(1);
            token.set(token("bob", 300));
            client.renewCredential();
            until("it is sent away", () -> codes().contains("sync.other_principal"));
        }
    }

    @Test
    void aTokenThatIsRefusedIsToldToTheClient() {
        try (Node _ = client(() -> "no token")) {
            until("it hears why", () -> codes().contains("auth.malformed"));
        }
        broken.clear();
        try (Node _ = client(() -> null)) {
            until("it hears why", () -> codes().contains("auth.missing"));
        }
    }
}
