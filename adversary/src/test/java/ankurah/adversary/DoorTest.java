package ankurah.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Policy;
import ankurah.core.internal.sync.wire.Message;
import ankurah.event.SystemId;
import ankurah.event.cbor.CborWriter;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Getting in: with no token, another's, an old one or a forged one; from a page that is not ours; out of turn. */
class DoorTest {
    private final Tokens tokens = new Tokens();
    private final Castle castle = new Castle(
            Policy.allowAll(),
            options -> options.withAuthenticator(tokens.authenticator()),
            tokens.of("honest", 3_600));

    @AfterEach
    void theCastleStands() {
        castle.assertNothingStored();
        castle.assertServes();
        castle.close();
    }

    private void assertShut(String token, String code) throws IOException {
        try (Intruder intruder = Intruder.connected(castle.server())) {
            intruder.say(Intruder.hello(token));
            assertThat(intruder.farewell()).isEqualTo(code);
            assertThat(intruder.closeCode()).isEqualTo(1008);
        }
    }

    private String upgrade(String... headers) throws IOException {
        try (Intruder intruder = Intruder.knocking(castle.server())) {
            intruder.ask("GET /sync HTTP/1.1", headers);
            return intruder.head().lines().findFirst().orElse("");
        }
    }

    private String host() {
        return "Host: 127.0.0.1:" + castle.server().port();
    }

    @Test
    void noToken() throws IOException {
        assertShut(null, "auth.missing");
    }

    @Test
    void aTokenThatNobodySigned() throws IOException {
        String claims = Tokens.encoded(Tokens.claims("ann", 3_600));
        assertShut(Tokens.encoded("{\"alg\":\"none\"}") + "." + claims + ".", "auth.algorithm");
        assertShut(Tokens.encoded("{\"alg\":\"None\",\"kid\":\"k\"}") + "." + claims + ".AAAA", "auth.algorithm");
    }

    @Test
    void thePublicKeyAsASharedSecret() throws IOException, GeneralSecurityException {
        String content =
                Tokens.encoded("{\"alg\":\"HS256\",\"kid\":\"k\"}") + "." + Tokens.encoded(Tokens.claims("ann", 3_600));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(tokens.publicBytes(), "HmacSHA256"));
        String token = content + "."
                + Tokens.encoded(mac.doFinal(content.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        assertShut(token, "auth.algorithm");
    }

    @Test
    void anotherAlgorithmThanTheKeys() throws IOException {
        assertShut(tokens.signed("{\"alg\":\"ES256\",\"kid\":\"k\"}", Tokens.claims("ann", 3_600)), "auth.algorithm");
    }

    @Test
    void anotherIssuersSignature() throws IOException {
        assertShut(new Tokens().of("ann", 3_600), "auth.signature");
    }

    @Test
    void aTokenWithOtherClaimsThanWereSigned() throws IOException {
        String[] parts = tokens.of("ann", 3_600).split("\\.");
        assertShut(parts[0] + "." + Tokens.encoded(Tokens.claims("root", 3_600)) + "." + parts[2], "auth.signature");
    }

    @Test
    void anExpiredToken() throws IOException {
        assertShut(tokens.of("ann", -3_600), "auth.expired");
    }

    @Test
    void aTokenThatNamesTheSystemItself() throws IOException {
        String token = tokens.signed("{\"alg\":\"EdDSA\",\"kid\":\"k\"}", Tokens.claims("_system", 3_600));
        assertShut(token, "auth.claim");
    }

    @Test
    void anothersTokenOnAnOpenConnection() throws IOException {
        try (Intruder intruder = Intruder.welcomed(castle.server(), tokens.of("bob", 3_600))) {
            intruder.say(new Message.Renew(tokens.of("ann", 3_600)));
            assertThat(intruder.farewell()).isEqualTo("sync.other_principal");
        }
    }

    @Test
    void anExpiredTokenOnAnOpenConnection() throws IOException {
        try (Intruder intruder = Intruder.welcomed(castle.server(), tokens.of("bob", 3_600))) {
            intruder.say(new Message.Renew(tokens.of("bob", -3_600)));
            assertThat(intruder.farewell()).isEqualTo("auth.expired");
        }
    }

    @Test
    void aCommitInAnothersName() throws IOException {
        try (Intruder intruder = Intruder.welcomed(castle.server(), tokens.of("bob", 3_600))) {
            intruder.say(new Message.Submit(
                    new Forger(castle.node.system()).by("ann").commit()));
            assertThat(intruder.await(Message.Rejected.class).error().code()).isEqualTo("event.author_mismatch");
            intruder.say(new Message.Submit(new Forger(castle.node.system()).commit()));
            assertThat(intruder.await(Message.Rejected.class).error().code())
                    .as("nor in nobody's")
                    .isEqualTo("event.author_mismatch");
        }
    }

    @Test
    void aTokenInTheAddressOrAHeader() throws IOException {
        String token = tokens.of("bob", 3_600);
        try (Intruder intruder = Intruder.knocking(castle.server())) {
            intruder.ask(
                    "GET /sync?token=" + token + "&access_token=" + token + " HTTP/1.1",
                    host(),
                    Intruder.PROTOCOL,
                    "Authorization: Bearer " + token,
                    "Cookie: token=" + token);
            assertThat(intruder.head()).startsWith("HTTP/1.1 101");
            intruder.say(Intruder.hello(null));
            assertThat(intruder.farewell()).isEqualTo("auth.missing");
        }
    }

    @Test
    void aPageOfAnotherOrigin() throws IOException {
        assertThat(upgrade(host(), Intruder.PROTOCOL, "Origin: https://evil.example"))
                .contains(" 403");
        assertThat(upgrade(host(), Intruder.PROTOCOL, "Origin: null")).contains(" 403");
        assertThat(upgrade(host(), Intruder.PROTOCOL, "Origin: file://")).contains(" 403");
        assertThat(upgrade(host(), Intruder.PROTOCOL, "Origin: https://localhost.evil.example"))
                .contains(" 403");
        assertThat(upgrade(host(), Intruder.PROTOCOL, "Origin: https://evil.example/127.0.0.1"))
                .contains(" 403");
        assertThat(upgrade(host(), Intruder.PROTOCOL, "Origin: https://127.0.0.1@evil.example"))
                .contains(" 403");
    }

    @Test
    void aNameThatWasPointedAtThisMachine() throws IOException {
        String port = ":" + castle.server().port();
        assertThat(upgrade("Host: evil.example" + port, Intruder.PROTOCOL, "Origin: http://evil.example" + port))
                .contains(" 421");
        assertThat(upgrade("Host: 127.0.0.1.evil.example", Intruder.PROTOCOL)).contains(" 421");
        assertThat(upgrade("Host: evil.example", "Host: 127.0.0.1", Intruder.PROTOCOL))
                .doesNotContain(" 101");
        assertThat(upgrade(Intruder.PROTOCOL)).doesNotContain(" 101");
    }

    @Test
    void somethingElseBeforeHello() throws IOException {
        try (Intruder intruder = Intruder.connected(castle.server())) {
            intruder.subscribe(1, "thing", "");
            assertThat(intruder.farewell()).isEqualTo("sync.unexpected_message");
        }
    }

    @Test
    void helloTwice() throws IOException {
        String token = tokens.of("bob", 3_600);
        try (Intruder intruder = Intruder.welcomed(castle.server(), token)) {
            intruder.say(Intruder.hello(tokens.of("ann", 3_600)));
            assertThat(intruder.farewell()).isEqualTo("sync.unexpected_message");
        }
    }

    @Test
    void anotherVersion() throws IOException {
        try (Intruder intruder = Intruder.connected(castle.server())) {
            intruder.say(new CborWriter().array(3).integer(10).integer(99).nul());
            assertThat(intruder.farewell()).isEqualTo("sync.version");
        }
    }

    @Test
    void anotherSystemsClient() throws IOException {
        try (Intruder intruder = Intruder.connected(castle.server())) {
            intruder.say(new Message.Hello(1, 0, tokens.of("bob", 3_600), new SystemId(7, 7)));
            assertThat(intruder.farewell()).isEqualTo("sync.other_system");
        }
    }

    @Test
    void whoSaysToBeAServer() throws IOException {
        try (Intruder intruder = Intruder.welcomed(castle.server(), tokens.of("bob", 3_600))) {
            intruder.say(new Message.Committed(
                    Forger.SHA.hash(new byte[0]), 5, Forger.SHA.hash(new byte[0]), java.util.List.of()));
            assertThat(intruder.farewell()).isEqualTo("sync.unexpected_message");
        }
    }

    @Test
    void everythingAtOnceByPlainHttp() throws IOException {
        for (String path :
                new String[] {"/export", "/../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/sync/../export", "//export"
                }) {
            try (Intruder intruder = Intruder.knocking(castle.server())) {
                intruder.bytes(("GET " + path + " HTTP/1.1\r\n" + host()
                                + "\r\nAnkurah-Export: 1\r\nConnection: close\r\n\r\n")
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                assertThat(intruder.head())
                        .startsWith("HTTP/1.1 4")
                        .doesNotContain(castle.node.system().toString());
            }
        }
    }
}
