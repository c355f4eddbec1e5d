package ankurah.auth.jwt;

import ankurah.auth.jwt.internal.OptionsReader;
import ankurah.event.AnkurahException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tokens are taken, and what of them a policy gets to see.
 *
 * @param issuer what {@code iss} has to be
 * @param audiences of which {@code aud} has to have one
 * @param id the way to the claim that becomes the principal's id
 * @param claims the claims that a policy sees, by the names it sees them under, each with the way to it
 * @param roles the way to the claim with the roles; they become the claim {@code roles}
 * @param leewayMillis how much the clocks of issuer and server may differ
 * @param refreshMillis how old keys get before they are looked for again
 * @param retryMillis how often they may be looked for, whatever tokens come
 * @param staleMillis how long keys are used that cannot be looked for again
 * @param anonymous whether clients without a credential are let in as {@link ankurah.core.Principal#ANONYMOUS}
 * @param revokedTokens {@code jti} of tokens that are not taken
 * @param revokedSubjects principals whose tokens are not taken that were issued at an instant (Unix milliseconds) or before
 */
public record JwtOptions(
        String issuer,
        Set<String> audiences,
        JwtKeys keys,
        List<String> id,
        Map<String, List<String>> claims,
        List<String> roles,
        long leewayMillis,
        long refreshMillis,
        long retryMillis,
        long staleMillis,
        boolean anonymous,
        Set<String> revokedTokens,
        Map<String, Long> revokedSubjects) {
    private static final long MAX_LEEWAY_MILLIS = 600_000;

    public JwtOptions {
        audiences = Set.copyOf(audiences);
        id = List.copyOf(id);
        claims = Map.copyOf(claims);
        roles = List.copyOf(roles);
        revokedTokens = Set.copyOf(revokedTokens);
        revokedSubjects = Map.copyOf(revokedSubjects);
        if (issuer.isEmpty() || audiences.isEmpty() || id.isEmpty() || roles.isEmpty()) {
            throw wrong("an issuer, an audience, and the ways to the id and the roles are needed");
        }
        if (leewayMillis < 0 || leewayMillis > MAX_LEEWAY_MILLIS) {
            throw wrong("the leeway is 0 to " + MAX_LEEWAY_MILLIS / 1000 + " seconds");
        }
        if (refreshMillis < 1 || retryMillis < 1 || staleMillis < refreshMillis) {
            throw wrong("keys are looked for now and then, and not thrown away before");
        }
        if (claims.containsKey(ankurah.core.Principal.ROLES)) {
            throw wrong("the claim 'roles' is the one that the way to the roles leads to");
        }
    }

    /**
     * Tokens of an issuer for an audience: the id is {@code sub}, the roles are {@code roles}, no other claims are seen; a leeway
     * of 30 seconds, keys looked for every ten minutes, at most every ten seconds, and used for a day if that fails.
     */
    public static JwtOptions of(String issuer, String audience, JwtKeys keys) {
        return new JwtOptions(
                issuer,
                Set.of(audience),
                keys,
                List.of("sub"),
                Map.of(),
                List.of("roles"),
                30_000,
                600_000,
                10_000,
                86_400_000,
                false,
                Set.of(),
                Map.of());
    }

    /**
     * Reads the JSON of docs/authentication.md.
     *
     * @param folder where a key file lies that is named without one
     * @throws AnkurahException.Invalid {@code auth.options}, with the place
     */
    public static JwtOptions parse(String json, Path folder) {
        return OptionsReader.read(json, folder);
    }

    public JwtOptions withClaims(Map<String, List<String>> changed) {
        return new JwtOptions(
                issuer,
                audiences,
                keys,
                id,
                changed,
                roles,
                leewayMillis,
                refreshMillis,
                retryMillis,
                staleMillis,
                anonymous,
                revokedTokens,
                revokedSubjects);
    }

    public JwtOptions withLeewayMillis(long changed) {
        return new JwtOptions(
                issuer,
                audiences,
                keys,
                id,
                claims,
                roles,
                changed,
                refreshMillis,
                retryMillis,
                staleMillis,
                anonymous,
                revokedTokens,
                revokedSubjects);
    }

    public JwtOptions withKeyTimes(long refresh, long retry, long stale) {
        return new JwtOptions(
                issuer,
                audiences,
                keys,
                id,
                claims,
                roles,
                leewayMillis,
                refresh,
                retry,
                stale,
                anonymous,
                revokedTokens,
                revokedSubjects);
    }

    public JwtOptions withAnonymous(boolean changed) {
        return new JwtOptions(
                issuer,
                audiences,
                keys,
                id,
                claims,
                roles,
                leewayMillis,
                refreshMillis,
                retryMillis,
                staleMillis,
                changed,
                revokedTokens,
                revokedSubjects);
    }

    private static AnkurahException wrong(String what) {
        return new AnkurahException.Invalid("auth.options", what);
    }
}
