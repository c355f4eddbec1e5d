package ankurah.server.internal.inspect;

import ankurah.core.Principal;
import ankurah.core.sync.Authenticator;
import ankurah.event.AnkurahException;
import ankurah.server.Inspection;
import ankurah.server.internal.OriginCheck;
import java.net.InetSocketAddress;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Who may look inside. Somebody on this machine comes from a loopback address, by no proxy, and names the server by loopback; so
 * nobody does whom a proxy lets through, or whose page was pointed at this address. Others show a credential.
 */
final class InspectAccess {
    private static final String BEARER = "Bearer ";
    private static final List<String> OF_PROXIES =
            List.of("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP");

    private final Inspection inspection;
    private final Authenticator authenticator;

    InspectAccess(Inspection inspection, Authenticator authenticator) {
        this.inspection = inspection;
        this.authenticator = authenticator;
    }

    /** @throws AnkurahException.Refused {@code server.inspect}, or what the authenticator says of the credential */
    Viewer viewer(Request request) {
        if (isFromOtherSite(request)) {
            throw refused("pages of other sites may not look inside");
        }
        String shown = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (shown != null) {
            return new Viewer(principal(shown));
        }
        if (!inspection.here() || !isFromHere(request)) {
            throw refused("the inside of a server is shown to people on its machine, if it was started so, and to"
                    + " principals that its options name, by a credential");
        }
        return Viewer.HERE;
    }

    private Principal principal(String shown) {
        if (!shown.startsWith(BEARER)) {
            throw refused("a credential is shown as: Authorization: Bearer ...");
        }
        Principal principal =
                authenticator.admit(shown.substring(BEARER.length()).strip()).principal();
        if (principal.id().equals(Principal.SYSTEM.id())
                || !inspection.principals().test(principal)) {
            throw refused("'" + principal.id() + "' may not look inside this server");
        }
        return principal;
    }

    private static AnkurahException refused(String why) {
        return new AnkurahException.Refused("server.inspect", why);
    }

    /** A browser says where a request comes from; typed addresses and pages of this server are no other site's. */
    private static boolean isFromOtherSite(Request request) {
        @Nullable String site = request.getHeaders().get("Sec-Fetch-Site");
        return "cross-site".equals(site) || "same-site".equals(site);
    }

    private static boolean isFromHere(Request request) {
        String host = request.getHeaders().get(HttpHeader.HOST);
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress peer
                && peer.getAddress() != null
                && peer.getAddress().isLoopbackAddress()
                && OF_PROXIES.stream().noneMatch(request.getHeaders()::contains)
                && host != null
                && OriginCheck.namesLoopback(host);
    }
}
