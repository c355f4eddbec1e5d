package ankurah.auth.jwt;

import ankurah.event.JsonText;
import ankurah.event.Value;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer of tokens with keys of its own, and the address where its public keys are. */
final class Issuer implements AutoCloseable {
    static final String NAME = "https://issuer.example";
    static final String AUDIENCE = "ankurah";
    static final long NOW_SECONDS = 1_800_000_000L;

    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final HttpServer http;
    final AtomicInteger asked = new AtomicInteger();
    volatile boolean down;

    record Key(String id, String algorithm, PrivateKey secret, Map<String, Value> jwk) {}

    Issuer() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        http.createContext("/keys", exchange -> {
            asked.incrementAndGet();
            byte[] body = jwks().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(down ? 503 : 200, down ? -1 : body.length);
            if (!down) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        http.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/keys");
    }

    Key add(String id, String algorithm) {
        try {
            Key key = switch (algorithm) {
                case "RS256" -> rsa(id, 2048);
                case "ES256" -> ec(id);
                default -> ed25519(id);
            };
            keys.put(id, key);
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    void remove(String id) {
        keys.remove(id);
    }

    static Key rsa(String id, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        KeyPair pair = generator.generateKeyPair();
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        return new Key(
                id,
                "RS256",
                pair.getPrivate(),
                jwk(
                        id,
                        "RS256",
                        "RSA",
                        Map.of("n", number(key.getModulus(), 0), "e", number(key.getPublicExponent(), 0))));
    }

    private static Key ec(String id) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        return new Key(
                id,
                "ES256",
                pair.getPrivate(),
                jwk(
                        id,
                        "ES256",
                        "EC",
                        Map.of(
                                "crv", Value.of("P-256"),
                                "x", number(key.getW().getAffineX(), 32),
                                "y", number(key.getW().getAffineY(), 32))));
    }

    private static Key ed25519(String id) throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        EdECPublicKey key = (EdECPublicKey) pair.getPublic();
        byte[] high = bytes(key.getPoint().getY(), 32);
        byte[] low = new byte[32];
        for (int i = 0; i < 32; i++) {
            low[i] = high[31 - i];
        }
        low[31] |= key.getPoint().isXOdd() ? (byte) 0x80 : 0;
        return new Key(
                id,
                "EdDSA",
                pair.getPrivate(),
                jwk(id, "EdDSA", "OKP", Map.of("crv", Value.of("Ed25519"), "x", Value.of(encode(low)))));
    }

    private static Map<String, Value> jwk(String id, String algorithm, String type, Map<String, Value> more) {
        Map<String, Value> jwk = new TreeMap<>(more);
        jwk.put("kid", Value.of(id));
        jwk.put("alg", Value.of(algorithm));
        jwk.put("kty", Value.of(type));
        jwk.put("use", Value.of("sig"));
        return jwk;
    }

    private static Value number(BigInteger number, int length) {
        return Value.of(encode(bytes(number, length)));
    }

    private static byte[] bytes(BigInteger number, int length) {
        byte[] plain = number.toByteArray();
        int start = plain.length > 1 && plain[0] == 0 ? 1 : 0;
        byte[] bytes = new byte[Math.max(length, plain.length - start)];
        System.arraycopy(plain, start, bytes, bytes.length - (plain.length - start), plain.length - start);
        return bytes;
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    String jwks() {
        List<Value> list = new ArrayList<>();
        keys.values().forEach(key -> list.add(new Value.Obj(key.jwk())));
        return JsonText.print(new Value.Json(new Value.Obj(Map.of("keys", new Value.List(list)))));
    }

    /** Claims that are in order. */
    static Map<String, Value> claims(String subject) {
        Map<String, Value> claims = new TreeMap<>();
        claims.put("iss", Value.of(NAME));
        claims.put("aud", Value.of(AUDIENCE));
        claims.put("sub", Value.of(subject));
        claims.put("iat", Value.of(NOW_SECONDS - 10));
        claims.put("exp", Value.of(NOW_SECONDS + 300));
        claims.put("jti", Value.of("token-of-" + subject));
        return claims;
    }

    static Map<String, Value> claims(String subject, String name, Value value) {
        Map<String, Value> claims = claims(subject);
        claims.put(name, value);
        return claims;
    }

    static String sign(Key key, Map<String, Value> claims) {
        return sign(
                key,
                Map.of("alg", Value.of(key.algorithm()), "kid", Value.of(key.id()), "typ", Value.of("JWT")),
                claims);
    }

    static String sign(Key key, Map<String, Value> header, Map<String, Value> claims) {
        String signed = part(header) + "." + part(claims);
        try {
            Signature signature = Signature.getInstance(
                    switch (key.algorithm()) {
                        case "RS256" -> "SHA256withRSA";
                        case "ES256" -> "SHA256withECDSAinP1363Format";
                        default -> "Ed25519";
                    });
            signature.initSign(key.secret());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String part(Map<String, Value> fields) {
        return encode(JsonText.print(new Value.Json(new Value.Obj(fields))).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
