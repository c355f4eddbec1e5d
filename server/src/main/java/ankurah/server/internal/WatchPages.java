package ankurah.server.internal;

import ankurah.server.internal.watch.Exposition;
import ankurah.server.internal.watch.Readiness;
import ankurah.server.internal.watch.Watching;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * {@code /ready} for everybody; {@code /metrics} and {@code /status} for who runs the server: programs at this machine that come
 * by no proxy and are no pages or, if there is a token, whoever shows it and nobody else.
 */
final class WatchPages {
    private static final String READY = "/ready";
    private static final String METRICS = "/metrics";
    private static final String STATUS = "/status";
    private static final String BEARER = "Bearer ";

    private final Watching watching;
    private final byte @Nullable [] token;

    WatchPages(Watching watching, @Nullable String token) {
        this.watching = watching;
        this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the path is one of these; then it is answered. */
    boolean handle(String path, Request request, Response response, Callback callback) {
        if (path.equals(READY)) {
            ready(request, response, callback);
            return true;
        }
        if (!List.of(METRICS, STATUS).contains(path)) {
            return false;
        }
        if (!mayLook(request)) {
            int status = token == null ? HttpStatus.FORBIDDEN_403 : HttpStatus.UNAUTHORIZED_401;
            if (token != null) {
                response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
            }
            HttpPages.answer(
                    response,
                    callback,
                    status,
                    "text/plain",
                    "server.monitor: figures are given to programs on this machine that come by no proxy, or to who shows"
                            + " the token that the server was given for it\n");
        } else if (path.equals(METRICS)) {
            HttpPages.answer(response, callback, HttpStatus.OK_200, Exposition.TYPE, watching.metrics());
        } else {
            HttpPages.answer(response, callback, HttpStatus.OK_200, "application/json", watching.status());
        }
        return true;
    }

    /** Why not is for who may look; the code alone tells others nothing about the store. */
    private void ready(Request request, Response response, Callback callback) {
        Readiness.Verdict verdict = watching.readiness().look();
        String code = verdict.code();
        Json json = new Json().put("ready", verdict.isReady());
        if (code != null) {
            json.put("code", code);
            if (mayLook(request)) {
                json.put("reason", verdict.reason());
            }
        }
        int status = verdict.isReady() ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503;
        HttpPages.answer(response, callback, status, "application/json", json.text() + "\n");
    }

    private boolean mayLook(Request request) {
        if (token == null) {
            return isFromHere(request);
        }
        String shown = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        return shown != null
                && shown.startsWith(BEARER)
                && MessageDigest.isEqual(
                        shown.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8), token);
    }

    /** A page in a browser here names its origin, or says that it was sent by one. */
    private static boolean isFromHere(Request request) {
        boolean local = request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress peer
                && peer.getAddress() != null
                && peer.getAddress().isLoopbackAddress();
        String host = request.getHeaders().get(HttpHeader.HOST);
        String site = request.getHeaders().get("Sec-Fetch-Site");
        return local
                && ExportPage.OF_PROXIES.stream().noneMatch(request.getHeaders()::contains)
                && host != null
                && OriginCheck.namesLoopback(host)
                && !request.getHeaders().contains(HttpHeader.ORIGIN)
                && (site == null || site.equals("none") || site.equals("same-origin"));
    }
}
