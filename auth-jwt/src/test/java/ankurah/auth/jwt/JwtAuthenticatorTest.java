package ankurah.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.Principal;
import ankurah.core.sync.Authenticated;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens are taken; with real keys, made here. */
class JwtAuthenticatorTest {
    private final Issuer issuer = new Issuer();
    private final AtomicLong nowMillis = new AtomicLong(Issuer.NOW_SECONDS * 1000);

    @AfterEach
    void close() {
        issuer.close();
    }

    private JwtOptions options() {
        return JwtOptions.of(Issuer.NAME, Issuer.AUDIENCE, new JwtKeys.Inline(issuer.jwks()));
    }

    private JwtAuthenticator authenticator(JwtOptions options) {
        return JwtAuthenticator.create(options, nowMillis::get);
    }

    private static void assertRefused(JwtAuthenticator authenticator, String token, String code) {
        assertThatThrownBy(() -> authenticator.admit(token))
                .isInstanceOf(AnkurahException.Refused.class)
                .extracting(e -> ((AnkurahException) e).code())
                .isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256", "EdDSA"})
    void aTokenOfEachAlgorithmIsTakenAndAChangedOneIsNot(String algorithm) {
        Issuer.Key key = issuer.add("k1", algorithm);
        Issuer.Key other = issuer.add("k2", algorithm);
        JwtAuthenticator authenticator = authenticator(options());
        String token = Issuer.sign(key, Issuer.claims("ann"));
        Authenticated admitted = authenticator.admit(token);
        assertThat(admitted.principal().id()).isEqualTo("ann");
        assertThat(admitted.expiresAtMillis()).isEqualTo((Issuer.NOW_SECONDS + 300) * 1000 + 30_000);
        assertThat(admitted.credentialId()).isEqualTo("token-of-ann");
        String[] parts = token.split("\\.");
        assertRefused(
                authenticator, parts[0] + "." + Issuer.part(Issuer.claims("eve")) + "." + parts[2], "auth.signature");
        assertRefused(authenticator, parts[0] + "." + parts[1] + "." + Issuer.encode(new byte[64]), "auth.signature");
        assertRefused(authenticator, parts[0] + "." + parts[1] + ".", "auth.signature");
        String byOther =
                Issuer.sign(other, Map.of("alg", Value.of(algorithm), "kid", Value.of("k1")), Issuer.claims("ann"));
        assertRefused(authenticator, byOther, "auth.signature");
    }

    @Test
    void noAlgorithmAndSharedSecretsAreNeverTaken() throws Exception {
        issuer.add("k1", "RS256");
        JwtAuthenticator authenticator = authenticator(options());
        String claims = Issuer.part(Issuer.claims("eve"));
        for (String none : List.of("none", "None", "NONE", "nOnE", "")) {
            String header = Issuer.part(Map.of("alg", Value.of(none), "kid", Value.of("k1")));
            assertRefused(authenticator, header + "." + claims + ".", "auth.algorithm");
        }
        // The public key as a shared secret: a famous way in.
        String header = Issuer.part(Map.of("alg", Value.of("HS256"), "kid", Value.of("k1")));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(issuer.jwks().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal((header + "." + claims).getBytes(StandardCharsets.US_ASCII));
        assertRefused(authenticator, header + "." + claims + "." + Issuer.encode(signature), "auth.algorithm");
    }

    @Test
    void whatATokenSaysOfItsAlgorithmDoesNotDecide() {
        Issuer.Key rsa = issuer.add("k1", "RS256");
        issuer.add("k2", "ES256");
        JwtAuthenticator authenticator = authenticator(options());
        String mixed = Issuer.sign(rsa, Map.of("alg", Value.of("RS256"), "kid", Value.of("k2")), Issuer.claims("ann"));
        assertRefused(authenticator, mixed, "auth.algorithm");
    }

    @Test
    void keysThatATokenBringsAreNotLookedAt() {
        issuer.add("k1", "EdDSA");
        JwtAuthenticator authenticator = authenticator(options());
        try (Issuer stranger = new Issuer()) {
            Issuer.Key own = stranger.add("k1", "EdDSA");
            String token = Issuer.sign(
                    own,
                    Map.of(
                            "alg", Value.of("EdDSA"),
                            "kid", Value.of("k1"),
                            "jwk", new Value.Obj(own.jwk()),
                            "jku", Value.of(stranger.address().toString())),
                    Issuer.claims("eve"));
            assertRefused(authenticator, token, "auth.signature");
            assertThat(stranger.asked).hasValue(0);
        }
    }

    @Test
    void claimsThatDoNotFitAreRefusedEachByItsCode() {
        Issuer.Key key = issuer.add("k1", "EdDSA");
        JwtAuthenticator authenticator = authenticator(options());
        long now = Issuer.NOW_SECONDS;
        record Case(String claim, Value value, String code) {}
        for (Case c : List.of(
                new Case("iss", Value.of("https://issuer.example.evil"), "auth.issuer"),
                new Case("iss", Value.NULL, "auth.issuer"),
                new Case("aud", Value.of("other"), "auth.audience"),
                new Case("aud", new Value.List(List.of(Value.of("a"), Value.of("b"))), "auth.audience"),
                new Case("exp", Value.of(now - 31), "auth.expired"),
                new Case("exp", Value.NULL, "auth.claim"),
                new Case("exp", Value.of("never"), "auth.claim"),
                new Case("exp", Value.of(Long.MAX_VALUE), "auth.claim"),
                new Case("nbf", Value.of(now + 31), "auth.not_yet"),
                new Case("iat", Value.of(now + 31), "auth.not_yet"),
                new Case("sub", Value.NULL, "auth.claim"),
                new Case("sub", Value.of(7L), "auth.claim"),
                new Case("sub", Value.of("_system"), "auth.claim"))) {
            Map<String, Value> claims = Issuer.claims("ann", c.claim, c.value);
            if (c.value.isNull()) {
                claims.remove(c.claim);
            }
            assertThatThrownBy(() -> authenticator.admit(Issuer.sign(key, claims)))
                    .as("%s", c)
                    .extracting(e -> ((AnkurahException) e).code())
                    .isEqualTo(c.code);
        }
        assertThat(authenticator.admit(Issuer.sign(key, Issuer.claims("ann", "exp", Value.of(now - 29)))))
                .as("within the leeway")
                .isNotNull();
        assertThat(authenticator.admit(Issuer.sign(key, Issuer.claims("ann", "nbf", Value.of(now + 29)))))
                .isNotNull();
        assertThat(authenticator.admit(Issuer.sign(
                        key,
                        Issuer.claims(
                                "ann", "aud", new Value.List(List.of(Value.of("x"), Value.of(Issuer.AUDIENCE)))))))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a.b",
                "a.b.c.d",
                "..",
                "e30.e30.",
                "!!!.e30.AA",
                "W10.e30.AA",
                "eyJhbGciOiJFZERTQSIsImFsZyI6Im5vbmUifQ.e30.AA", // alg twice
                "eyJhbGciOiJFZERTQSIsImNyaXQiOlsieCJdfQ.e30.AA", // crit
                "eyJhbGciOiJFZERTQSIsInR5cCI6IkpXRSJ9.e30.AA" // typ JWE
            })
    void whatIsNoTokenIsRefused(String text) {
        issuer.add("k1", "EdDSA");
        assertRefused(authenticator(options()), text, "auth.malformed");
    }

    @Test
    void aTokenThatIsTooLongIsNotLookedAt() {
        issuer.add("k1", "EdDSA");
        assertRefused(authenticator(options()), "a." + "b".repeat(1 << 20) + ".c", "auth.malformed");
    }

    @Test
    void whoShowsNothingIsLetInOnlyWhereThatIsSaid() {
        issuer.add("k1", "EdDSA");
        assertThatThrownBy(() -> authenticator(options()).admit(null))
                .extracting(e -> ((AnkurahException) e).code())
                .isEqualTo("auth.missing");
        assertThat(authenticator(options().withAnonymous(true)).admit(null).principal())
                .isEqualTo(Principal.ANONYMOUS);
    }

    @Test
    void chosenClaimsAndRolesAreSeenByThePolicyAndNoOthers() {
        Issuer.Key key = issuer.add("k1", "EdDSA");
        JwtOptions options = JwtOptions.parse("""
                {"issuer": "%s", "audience": ["x", "ankurah"], "keys": {"jwks": %s},
                 "id": ["user", "name"], "roles": ["realm_access", "roles"],
                 "claims": {"org": "org_id", "teams": "teams", "address": "address"}}
                """.formatted(Issuer.NAME, issuer.jwks()), Path.of("."));
        Map<String, Value> claims = Issuer.claims("ignored");
        claims.put("user", new Value.Obj(Map.of("name", Value.of("ann"))));
        claims.put("org_id", Value.of(42L));
        claims.put("secret", Value.of("not shown"));
        claims.put("teams", new Value.List(List.of(Value.of("red"))));
        claims.put("address", new Value.Obj(Map.of("city", Value.of("Bonn"))));
        claims.put("realm_access", new Value.Obj(Map.of("roles", new Value.List(List.of(Value.of("editor"))))));
        Principal ann = authenticator(options).admit(Issuer.sign(key, claims)).principal();
        assertThat(ann.id()).isEqualTo("ann");
        assertThat(ann.roles()).containsExactly("editor");
        assertThat(ann.claims())
                .containsOnlyKeys("org", "teams", "address", "roles")
                .containsEntry("org", Value.of(42L));
    }

    @Test
    void revokedTokensAndSubjectsAreNotTakenAndNoLongerHold() {
        Issuer.Key key = issuer.add("k1", "EdDSA");
        JwtAuthenticator authenticator = authenticator(options());
        int[] told = new int[1];
        authenticator.watch(() -> told[0]++);
        String anns = Issuer.sign(key, Issuer.claims("ann"));
        String bobs = Issuer.sign(key, Issuer.claims("bob"));
        Authenticated ann = authenticator.admit(anns);
        Authenticated bob = authenticator.admit(bobs);
        authenticator.revokeToken("token-of-ann");
        assertThat(told[0]).isEqualTo(1);
        assertThat(authenticator.holds(ann)).isFalse();
        assertThat(authenticator.holds(bob)).isTrue();
        assertRefused(authenticator, anns, "auth.revoked");
        authenticator.revokeSubject("bob");
        assertThat(authenticator.holds(bob)).isFalse();
        assertRefused(authenticator, bobs, "auth.revoked");
        nowMillis.addAndGet(60_000);
        Map<String, Value> later = Issuer.claims("bob", "iat", Value.of(Issuer.NOW_SECONDS + 60));
        assertThat(authenticator.admit(Issuer.sign(key, later)))
                .as("signed in again")
                .isNotNull();
    }

    @Test
    void newKeysAreFoundWhenATokenNamesThemButNotAsOftenAsSomebodyLikes() {
        issuer.add("k1", "ES256");
        JwtAuthenticator authenticator =
                authenticator(JwtOptions.of(Issuer.NAME, Issuer.AUDIENCE, new JwtKeys.Url(issuer.address())));
        assertThat(issuer.asked).hasValue(1);
        Issuer.Key second = issuer.add("k2", "EdDSA");
        String token = Issuer.sign(second, Issuer.claims("ann"));
        assertRefused(authenticator, token, "auth.key_unknown");
        assertThat(issuer.asked).as("too soon").hasValue(1);
        nowMillis.addAndGet(10_000);
        assertThat(authenticator.admit(token).principal().id()).isEqualTo("ann");
        assertThat(issuer.asked).hasValue(2);
        for (int i = 0; i < 100; i++) {
            Issuer.Key unknown = new Issuer.Key("x" + i, "EdDSA", second.secret(), second.jwk());
            assertRefused(authenticator, Issuer.sign(unknown, Issuer.claims("eve")), "auth.key_unknown");
        }
        assertThat(issuer.asked).hasValue(2);
    }

    @Test
    void aKeyThatIsTakenBackIsForgottenWhenTheKeysAreLookedForAgain() {
        Issuer.Key first = issuer.add("k1", "ES256");
        issuer.add("k2", "ES256");
        JwtAuthenticator authenticator =
                authenticator(JwtOptions.of(Issuer.NAME, Issuer.AUDIENCE, new JwtKeys.Url(issuer.address()))
                        .withLeewayMillis(0));
        String token = Issuer.sign(first, Issuer.claims("ann", "exp", Value.of(Issuer.NOW_SECONDS + 3_600)));
        assertThat(authenticator.admit(token)).isNotNull();
        issuer.remove("k1");
        assertThat(authenticator.admit(token)).isNotNull();
        nowMillis.addAndGet(600_000);
        assertRefused(authenticator, token, "auth.key_unknown");
    }

    @Test
    void whileTheIssuerIsAwayTheOldKeysStayButNotForEver() {
        Issuer.Key key = issuer.add("k1", "ES256");
        JwtAuthenticator authenticator =
                authenticator(JwtOptions.of(Issuer.NAME, Issuer.AUDIENCE, new JwtKeys.Url(issuer.address())));
        String token = Issuer.sign(key, Issuer.claims("ann", "exp", Value.of(Issuer.NOW_SECONDS + 999_999)));
        issuer.down = true;
        nowMillis.addAndGet(3_600_000);
        assertThat(authenticator.admit(token)).isNotNull();
        assertThat(issuer.asked).hasValue(2);
        nowMillis.addAndGet(86_400_000);
        assertThatThrownBy(() -> authenticator.admit(token))
                .isInstanceOf(AnkurahException.Unavailable.class)
                .extracting(e -> ((AnkurahException) e).code())
                .isEqualTo("auth.keys_unavailable");
        issuer.down = false;
        nowMillis.addAndGet(10_000);
        assertThat(authenticator.admit(token)).isNotNull();
    }

    @Test
    void anIssuerThatCannotBeReachedAtTheStartIsSaidAtOnce() {
        issuer.down = true;
        assertThatThrownBy(() ->
                        authenticator(JwtOptions.of(Issuer.NAME, Issuer.AUDIENCE, new JwtKeys.Url(issuer.address()))))
                .isInstanceOf(AnkurahException.Unavailable.class)
                .hasMessageContaining("503");
    }

    @Test
    void aKeyFileIsReadAgain(@TempDir Path folder) throws Exception {
        Issuer.Key first = issuer.add("k1", "RS256");
        Path file = folder.resolve("keys.json");
        Files.writeString(file, issuer.jwks());
        JwtAuthenticator authenticator = authenticator(JwtOptions.parse("""
                {"issuer": "%s", "audience": "ankurah", "keys": {"file": "keys.json"}, "leeway_seconds": 5}
                """.formatted(Issuer.NAME), folder));
        assertThat(authenticator.admit(Issuer.sign(first, Issuer.claims("ann"))))
                .isNotNull();
        Issuer.Key second = issuer.add("k2", "ES256");
        Files.writeString(file, issuer.jwks());
        nowMillis.addAndGet(20_000);
        assertThat(authenticator.admit(Issuer.sign(second, Issuer.claims("ann"))))
                .isNotNull();
    }

    @Test
    void unsoundKeySetsAreRefused() throws Exception {
        for (String jwks : List.of(
                "{",
                "[]",
                "{\"keys\": []}",
                "{\"keys\": [{\"kty\": \"oct\", \"k\": \"c2VjcmV0\", \"alg\": \"HS256\"}]}",
                "{\"keys\": [{\"kty\": \"EC\", \"crv\": \"P-256\", \"x\": \"AQ\", \"y\": \"AQ\"}]}",
                "{\"keys\": [{\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"AQ\"}]}")) {
            assertThatThrownBy(
                            () -> authenticator(JwtOptions.of(Issuer.NAME, Issuer.AUDIENCE, new JwtKeys.Inline(jwks))))
                    .as(jwks)
                    .isInstanceOf(AnkurahException.class);
        }
        Value weak = new Value.Obj(Issuer.rsa("k", 1024).jwk());
        String jwks = ankurah.event.JsonText.print(
                new Value.Json(new Value.Obj(Map.of("keys", new Value.List(List.of(weak))))));
        assertThatThrownBy(() -> authenticator(JwtOptions.of(Issuer.NAME, Issuer.AUDIENCE, new JwtKeys.Inline(jwks))))
                .hasMessageContaining("2048");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{}",
                "{\"issuer\": \"i\", \"audience\": \"a\"}",
                "{\"issuer\": \"i\", \"audience\": \"a\", \"keys\": {}}",
                "{\"issuer\": \"i\", \"audience\": \"a\", \"keys\": {\"url\": \"http://issuer.example/keys\"}}",
                "{\"issuer\": \"i\", \"audience\": \"a\", \"keys\": {\"file\": \"f\"}, \"algorithms\": [\"none\"]}",
                "{\"issuer\": \"i\", \"audience\": [], \"keys\": {\"file\": \"f\"}}",
                "{\"issuer\": \"i\", \"audience\": \"a\", \"keys\": {\"file\": \"f\"}, \"leeway_seconds\": 601}"
            })
    void optionsThatAreNotUnderstoodAreRefused(String json) {
        assertThatThrownBy(() -> JwtOptions.parse(json, Path.of(".")))
                .isInstanceOf(AnkurahException.Invalid.class)
                .extracting(e -> ((AnkurahException) e).code())
                .isEqualTo("auth.options");
    }
}
