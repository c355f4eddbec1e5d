package ankurah.adversary;

import ankurah.auth.jwt.JwtAuthenticator;
import ankurah.auth.jwt.JwtKeys;
import ankurah.auth.jwt.JwtOptions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/** An issuer with one key, and what can be done with what it signs. */
final class Tokens {
    static final String ISSUER = "https://login.example";
    private static final int RAW_KEY_BYTES = 32;

    private final KeyPair keys;

    Tokens() {
        try {
            keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    JwtAuthenticator authenticator() {
        return JwtAuthenticator.create(JwtOptions.of(
                ISSUER,
                "app",
                new JwtKeys.Inline("{\"keys\":[{\"kty\":\"OKP\"," + "\"crv\":\"Ed25519\",\"kid\":\"k\",\"x\":\""
                        + encoded(publicBytes()) + "\"}]}")));
    }

    byte[] publicBytes() {
        byte[] all = keys.getPublic().getEncoded();
        return Arrays.copyOfRange(all, all.length - RAW_KEY_BYTES, all.length);
    }

    String of(String subject, long secondsLeft, String... roles) {
        return signed("{\"alg\":\"EdDSA\",\"kid\":\"k\"}", claims(subject, secondsLeft, roles));
    }

    static String claims(String subject, long secondsLeft, String... roles) {
        long expires = System.currentTimeMillis() / 1000 + secondsLeft;
        String list = roles.length == 0 ? "" : "\"" + String.join("\",\"", roles) + "\"";
        return "{\"iss\":\"" + ISSUER + "\",\"aud\":\"app\",\"sub\":\"" + subject + "\",\"exp\":" + expires
                + ",\"roles\":[" + list + "]}";
    }

    String signed(String header, String claims) {
        String content = encoded(header) + "." + encoded(claims);
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(keys.getPrivate());
            signer.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + encoded(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
