package ankurah.auth.jwt;

import ankurah.auth.jwt.internal.Jwt;
import ankurah.auth.jwt.internal.KeyCache;
import ankurah.auth.jwt.internal.KeySource;
import ankurah.auth.jwt.internal.VerifyingKey;
import ankurah.core.Principal;
import ankurah.core.sync.Authenticated;
import ankurah.core.sync.Authenticator;
import ankurah.event.AnkurahException;
import ankurah.event.Names;
import ankurah.event.TimeSource;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Lets clients in that show a token (RFC 7519) which the issuer has signed with RS256, ES256 or EdDSA, for this audience, and
 * which is valid now. Which algorithm it is depends on the key alone.
 *
 * <p>The session of a client ends with its token, unless the client has shown another by then. A token, or all tokens of a
 * principal, can be revoked, which ends sessions at once.
 */
public final class JwtAuthenticator implements Authenticator {
    /** More revocations than this belong into a shorter life of tokens. */
    private static final int MOST_REVOKED = 100_000;

    private final TimeSource time;
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final Set<String> revokedTokens = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> revokedSubjects = new ConcurrentHashMap<>();
    private volatile Setup setup;

    private record Setup(JwtOptions options, KeyCache keys) {}

    private JwtAuthenticator(JwtOptions options, TimeSource time) {
        this.time = time;
        this.setup = setUp(options);
    }

    /**
     * Fetches the keys once.
     *
     * @throws AnkurahException {@code auth.keys_unavailable}, if that is not possible
     */
    public static JwtAuthenticator create(JwtOptions options) {
        return create(options, System::currentTimeMillis);
    }

    /** By another clock. */
    public static JwtAuthenticator create(JwtOptions options, TimeSource time) {
        return new JwtAuthenticator(options, time);
    }

    private Setup setUp(JwtOptions options) {
        KeyCache keys = new KeyCache(
                KeySource.of(options.keys()),
                time,
                options.refreshMillis(),
                options.retryMillis(),
                options.staleMillis());
        keys.warm();
        return new Setup(options, keys);
    }

    /**
     * Goes by other options from now on; open sessions that these revoke end. What was revoked by calls stays revoked.
     *
     * @throws AnkurahException if their keys cannot be had; then everything is as before
     */
    public void use(JwtOptions options) {
        setup = setUp(options);
        watchers.forEach(Watcher::onRevoked);
    }

    /**
     * Takes a token no longer, and ends its sessions. Remembered until this authenticator is thrown away.
     *
     * @param tokenId its {@code jti}
     * @throws AnkurahException.Unavailable {@code auth.too_many_revocations} beyond 100,000 revocations
     */
    public void revokeToken(String tokenId) {
        requireRoom(revokedTokens.size());
        revokedTokens.add(tokenId);
        watchers.forEach(Watcher::onRevoked);
    }

    /** Takes no tokens of a principal that were issued until now, and ends their sessions. Those without {@code iat} count as old. */
    public void revokeSubject(String principalId) {
        requireRoom(revokedSubjects.size());
        revokedSubjects.put(principalId, time.millis());
        watchers.forEach(Watcher::onRevoked);
    }

    private static void requireRoom(int revoked) {
        if (revoked >= MOST_REVOKED) {
            throw new AnkurahException.Unavailable(
                    "auth.too_many_revocations",
                    "there are " + revoked + " revocations; let tokens live shorter instead");
        }
    }

    @Override
    public boolean holds(Authenticated admitted) {
        JwtOptions options = setup.options;
        String token = admitted.credentialId();
        return !revokedTokens.contains(token)
                && !options.revokedTokens().contains(token)
                && !isRevoked(revokedSubjects, admitted)
                && !isRevoked(options.revokedSubjects(), admitted);
    }

    private static boolean isRevoked(Map<String, Long> subjects, Authenticated admitted) {
        Long until = subjects.get(admitted.principal().id());
        return until != null && admitted.issuedAtMillis() <= until;
    }

    @Override
    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    @Override
    public void unwatch(Watcher watcher) {
        watchers.remove(watcher);
    }

    @Override
    public Principal authenticate(@Nullable String credential) {
        return admit(credential).principal();
    }

    @Override
    public Authenticated admit(@Nullable String credential) {
        Setup now = setup;
        if (credential == null || credential.isEmpty()) {
            if (now.options.anonymous()) {
                return Authenticated.forever(Principal.ANONYMOUS);
            }
            throw refused("auth.missing", "this server asks for a token, and none was shown");
        }
        Jwt token = Jwt.parse(credential);
        requireSignature(token, now.keys);
        Authenticated admitted = admitted(token, now.options);
        if (!holds(admitted)) {
            throw refused("auth.revoked", "the token was revoked");
        }
        return admitted;
    }

    private static void requireSignature(Jwt token, KeyCache keys) {
        if (!isTaken(token.algorithm())) {
            throw refused(
                    "auth.algorithm", "tokens are signed with RS256, ES256 or EdDSA, and this one says otherwise");
        }
        VerifyingKey key = keys.find(token);
        if (!key.algorithm().isNamed(token.algorithm())) {
            throw refused("auth.algorithm", "the token names another algorithm than its key is for");
        }
        if (!key.verifies(token.signed(), token.signature())) {
            throw refused("auth.signature", "the signature of the token is wrong");
        }
    }

    private static boolean isTaken(String algorithm) {
        for (VerifyingKey.Algorithm taken : VerifyingKey.Algorithm.values()) {
            if (taken.isNamed(algorithm)) {
                return true;
            }
        }
        return false;
    }

    /** Looks at claims that can be believed by now. */
    private Authenticated admitted(Jwt token, JwtOptions options) {
        if (!Value.of(options.issuer()).equals(token.claims().get("iss"))) {
            throw refused("auth.issuer", "the token comes from another issuer than " + options.issuer());
        }
        if (audiences(token.claims().get("aud")).stream().noneMatch(options.audiences()::contains)) {
            throw refused("auth.audience", "the token is not for this server");
        }
        Long expires = token.millis("exp");
        if (expires == null) {
            throw refused("auth.claim", "the token has no 'exp': it would be valid for ever");
        }
        long now = time.millis();
        long ends = expires + options.leewayMillis();
        if (now >= ends) {
            throw refused("auth.expired", "the token has expired");
        }
        Long begins = token.millis("nbf");
        Long issued = token.millis("iat");
        long latest = now + options.leewayMillis();
        if (begins != null && begins > latest || issued != null && issued > latest) {
            throw refused("auth.not_yet", "the token is not valid yet");
        }
        long since = issued == null ? 0 : Math.max(0, Math.min(issued, ends - 1));
        return new Authenticated(principal(token, options), since, ends, tokenId(token));
    }

    private static String tokenId(Jwt token) {
        return token.claims().get("jti") instanceof Value.Str id ? id.value() : "";
    }

    private static List<String> audiences(@Nullable Value audience) {
        List<String> audiences = new ArrayList<>();
        if (audience instanceof Value.Str one) {
            audiences.add(one.value());
        } else if (audience instanceof Value.List several) {
            for (Value one : several.items()) {
                if (one instanceof Value.Str text) {
                    audiences.add(text.value());
                }
            }
        }
        return audiences;
    }

    private static Principal principal(Jwt token, JwtOptions options) {
        String way = String.join(".", options.id());
        if (!(token.claim(options.id()) instanceof Value.Str id)) {
            throw refused("auth.claim", "the token has no text at '" + way + "', which is who it is for");
        }
        try {
            Names.requireUsable(id.value(), "principal");
        } catch (AnkurahException.Invalid unusable) {
            throw refused("auth.claim", "'" + way + "' is no usable id: " + unusable.getMessage());
        }
        Map<String, Value> claims = new TreeMap<>();
        options.claims().forEach((name, path) -> put(claims, name, token.claim(path)));
        put(claims, Principal.ROLES, token.claim(options.roles()));
        return new Principal(id.value(), claims);
    }

    /** Objects, and lists of such, are JSON to a policy. */
    private static void put(Map<String, Value> claims, String name, @Nullable Value value) {
        if (value != null) {
            boolean deep = value instanceof Value.Obj
                    || value instanceof Value.List list
                            && list.items().stream()
                                    .anyMatch(item -> item instanceof Value.Obj || item instanceof Value.List);
            claims.put(name, deep ? new Value.Json(value) : value);
        }
    }

    private static AnkurahException refused(String code, String message) {
        return new AnkurahException.Refused(code, message);
    }
}
