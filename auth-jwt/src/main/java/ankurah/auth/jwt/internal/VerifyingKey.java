package ankurah.auth.jwt.internal;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A public key, for one algorithm: what a token says of its algorithm is compared with that and decides nothing.
 *
 * @param id null if it has none
 */
public record VerifyingKey(@Nullable String id, Algorithm algorithm, PublicKey key) {
    private static final int LEAST_RSA_BITS = 2048;
    private static final int EC_BYTES = 32;

    /** What is taken; all else is not. */
    public enum Algorithm {
        RS256("RS256", "SHA256withRSA"),
        ES256("ES256", "SHA256withECDSAinP1363Format"),
        EDDSA("EdDSA", "Ed25519");

        private final String jwsName;
        private final String jdkName;

        Algorithm(String jwsName, String jdkName) {
            this.jwsName = jwsName;
            this.jdkName = jdkName;
        }

        public boolean isNamed(String name) {
            // RFC 9864 names the curve.
            return jwsName.equals(name) || this == EDDSA && name.equals("Ed25519");
        }
    }

    /** Null for a key that is not for signatures, or for other ones: a set may hold such. */
    static @Nullable VerifyingKey of(Map<String, Value> jwk) {
        String use = text(jwk, "use");
        if (use != null && !use.equals("sig")) {
            return null;
        }
        String algorithm = text(jwk, "alg");
        try {
            VerifyingKey key = switch (String.valueOf(text(jwk, "kty"))) {
                case "RSA" -> new VerifyingKey(text(jwk, "kid"), Algorithm.RS256, rsa(jwk));
                case "EC" ->
                    "P-256".equals(text(jwk, "crv"))
                            ? new VerifyingKey(text(jwk, "kid"), Algorithm.ES256, ec(jwk))
                            : null;
                case "OKP" ->
                    "Ed25519".equals(text(jwk, "crv"))
                            ? new VerifyingKey(text(jwk, "kid"), Algorithm.EDDSA, ed25519(jwk))
                            : null;
                default -> null;
            };
            return key == null || algorithm != null && !key.algorithm.isNamed(algorithm) ? null : key;
        } catch (GeneralSecurityException | IllegalArgumentException unsound) {
            throw new AnkurahException.Invalid(
                    "auth.keys_invalid",
                    "the key " + text(jwk, "kid") + " of the key set is unsound: " + unsound.getMessage(),
                    unsound);
        }
    }

    /** Whether a signature of this key is over the bytes. */
    public boolean verifies(byte[] signed, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm.jdkName);
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JVM cannot verify " + algorithm, missing);
        }
    }

    private static PublicKey rsa(Map<String, Value> jwk) throws GeneralSecurityException {
        RSAPublicKeySpec spec = new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e"));
        PublicKey key = KeyFactory.getInstance("RSA").generatePublic(spec);
        if (((RSAPublicKey) key).getModulus().bitLength() < LEAST_RSA_BITS) {
            throw new IllegalArgumentException("an RSA key has at least " + LEAST_RSA_BITS + " bits");
        }
        return key;
    }

    private static PublicKey ec(Map<String, Value> jwk) throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECParameterSpec parameters = curve.getParameterSpec(ECParameterSpec.class);
        ECPoint point = new ECPoint(number(jwk, "x"), number(jwk, "y"));
        requireOnCurve(point, parameters);
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, parameters));
    }

    private static void requireOnCurve(ECPoint point, ECParameterSpec on) {
        BigInteger p = ((java.security.spec.ECFieldFp) on.getCurve().getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger right = x.multiply(x)
                .add(on.getCurve().getA())
                .multiply(x)
                .add(on.getCurve().getB())
                .mod(p);
        BigInteger y = point.getAffineY();
        boolean within = x.compareTo(p) < 0 && y.compareTo(p) < 0;
        if (!within || !y.multiply(y).mod(p).equals(right)) {
            throw new IllegalArgumentException("its point is not on the curve");
        }
    }

    /** RFC 8032: the bytes are y from its low end, and the highest bit says whether x is odd. */
    private static PublicKey ed25519(Map<String, Value> jwk) throws GeneralSecurityException {
        byte[] bytes = bytes(jwk, "x");
        if (bytes.length != EC_BYTES) {
            throw new IllegalArgumentException("an Ed25519 key has " + EC_BYTES + " bytes");
        }
        byte[] reversed = new byte[EC_BYTES];
        for (int i = 0; i < EC_BYTES; i++) {
            reversed[i] = bytes[EC_BYTES - 1 - i];
        }
        boolean odd = (reversed[0] & 0x80) != 0;
        reversed[0] &= 0x7f;
        EdECPoint point = new EdECPoint(odd, new BigInteger(1, reversed));
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }

    private static BigInteger number(Map<String, Value> jwk, String field) {
        return new BigInteger(1, bytes(jwk, field));
    }

    private static byte[] bytes(Map<String, Value> jwk, String field) {
        String text = text(jwk, field);
        if (text == null) {
            throw new IllegalArgumentException("it has no '" + field + "'");
        }
        return Base64.getUrlDecoder().decode(text);
    }

    private static @Nullable String text(Map<String, Value> jwk, String field) {
        return jwk.get(field) instanceof Value.Str text ? text.value() : null;
    }
}
