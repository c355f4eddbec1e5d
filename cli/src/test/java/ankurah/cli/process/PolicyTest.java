package ankurah.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.cli.internal.Exit;
import ankurah.cli.process.Cli.Result;
import ankurah.event.JsonText;
import ankurah.event.Value;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules and tokens as an operator has them: files, commands, a running server. */
class PolicyTest {
    private static final String OWN = """
            {"collections": {"note": {"read": "owner = $principal.id", "create": "owner = $principal.id",
                                      "update": {"role": "editor"}}}}
            """;

    @TempDir
    Path folder;

    private Cli cli;
    private KeyPair keys;

    @BeforeEach
    void prepare() throws Exception {
        cli = new Cli(folder);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        Files.writeString(folder.resolve("policy.json"), OWN);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return encode(bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private void writeTokenFile(String more) throws IOException {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        Files.writeString(folder.resolve("tokens.json"), """
                {"issuer": "me", "audience": "db", "keys": {"jwks": {"keys": [
                  {"kty": "RSA", "alg": "RS256", "kid": "k", "n": "%s", "e": "%s"}]}}%s}
                """.formatted(
                        number(key.getModulus()), number(key.getPublicExponent()), more));
    }

    private String token(String subject) throws Exception {
        long now = System.currentTimeMillis() / 1000;
        String claims = JsonText.print(new Value.Json(new Value.Obj(Map.of(
                "iss", Value.of("me"),
                "aud", Value.of("db"),
                "sub", Value.of(subject),
                "jti", Value.of("of-" + subject),
                "exp", Value.of(now + 600)))));
        String signed = encode("{\"alg\":\"RS256\",\"kid\":\"k\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encode(claims.getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + encode(signature.sign());
    }

    @Test
    void whoSomebodyIsSaysATokenAndWhatHeSeesThePolicy() throws Exception {
        writeTokenFile("");
        Files.writeString(folder.resolve("ann.token"), token("ann"));
        try (TestServer server = TestServer.start(cli, "--memory", "--policy", "policy.json", "--jwt", "tokens.json")) {
            String[] create = {"create", "--collection", "note", "{\"owner\":\"ann\"}", "--server", server.url()};
            Result nobody = cli.run(create);
            assertThat(nobody.exit()).isEqualTo(Exit.FAILED);
            assertThat(nobody.err()).contains("token");
            assertThat(run(create, "--token", token("bob")).err()).contains("note.create");
            assertThat(run(create, "--token", "@ann.token").exit()).isEqualTo(Exit.DONE);
            String[] query = {"query", "", "--collection", "note", "--server", server.url()};
            assertThat(run(query, "--token", "@ann.token").out()).hasSize(1);
            assertThat(run(query, "--token", token("bob")).out()).isEmpty();
            assertThat(cli.with("ANKURAH_TOKEN", token("ann")).run(query).out()).hasSize(1);
            assertThat(cli.with("ANKURAH_TOKEN", "@ann.token").run(query).out()).hasSize(1);
            assertThat(cli.with("ANKURAH_TOKEN", "no token").run(query).exit()).isEqualTo(Exit.FAILED);

            Files.writeString(folder.resolve("policy.json"), "{\"collections\": {\"note\": {\"reed\": true}}}");
            server.process().awaitError("unknown word 'reed'");
            assertThat(run(query, "--token", token("bob")).out())
                    .as("all stays")
                    .isEmpty();
            Files.writeString(folder.resolve("policy.json"), "{\"collections\": {\"note\": {\"read\": true}}}");
            server.process().awaitError("in use: policy rules-1:");
            assertThat(run(query, "--token", token("bob")).out()).hasSize(1);

            writeTokenFile(", \"revoked\": {\"tokens\": [\"of-bob\"]}");
            server.process().awaitError("in use: tokens");
            assertThat(run(query, "--token", token("bob")).err()).contains("revoked");
            assertThat(run(query, "--token", token("ann")).out()).hasSize(1);
        }
    }

    private Result run(String[] words, String... more) {
        String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return cli.run(all);
    }

    @Test
    void checkSaysWhatIsAllowedAndWhy() {
        assertThat(cli.run("policy", "check", "policy.json").out().toString()).contains("the policy is sound");
        Result create = cli.run(
                "policy",
                "check",
                "policy.json",
                "--as",
                "{\"id\":\"ann\"}",
                "--collection",
                "note",
                "--write",
                "{\"owner\":\"bob\"}");
        assertThat(create.exit()).isEqualTo(Exit.FAILED);
        assertThat(create.out().toString())
                .contains("refused: create note", "owner = $principal.id  -> false", "$principal.id = \"ann\"");
        Result edit = cli.run(
                "policy",
                "check",
                "policy.json",
                "--as",
                "{\"id\":\"ann\",\"roles\":[\"editor\"]}",
                "--collection",
                "note",
                "--row",
                "{\"owner\":\"ann\"}",
                "--write",
                "{\"text\":\"x\"}");
        assertThat(edit.exit()).isEqualTo(Exit.DONE);
        assertThat(edit.out().toString()).contains("allowed: update note", "role editor  -> true");
    }

    @Test
    void checkLooksAtTheRowsOfAFolder() {
        cli.run("create", "--collection", "note", "{\"owner\":\"ann\"}", "--data", "data");
        cli.run("create", "--collection", "note", "{\"owner\":\"bob\"}", "--data", "data");
        Result result = cli.run(
                "policy",
                "check",
                "policy.json",
                "--as",
                "{\"id\":\"ann\"}",
                "--collection",
                "note",
                "--query",
                "",
                "--data",
                "data");
        assertThat(result.exit()).isEqualTo(Exit.FAILED);
        assertThat(result.out().toString()).contains("allowed: read note", "refused: read note");
    }

    @Test
    void aFileThatIsNotUnderstoodIsSaidWithItsPlace() throws IOException {
        Files.writeString(folder.resolve("policy.json"), "{\"collections\": {\"note\": {\"read\": \"owner = \"}}}");
        Result result = cli.run("policy", "check", "policy.json");
        assertThat(result.exit()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains("policy.json", "collections.note.read", "^");
    }
}
