package ankurah.server.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Gives all of the data to whoever stands at this very machine. That goes past every policy, so nobody else may: no other
 * machine, nobody whom a proxy on this one lets through, and no page in a browser here, which names its origin or at least
 * cannot set a header of its own without asking first. One at a time.
 */
final class ExportPage {
    static final String PATH = "/export";
    static final String HEADER = "Ankurah-Export";

    static final List<String> OF_PROXIES =
            List.of("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP");
    private static final int BUFFER_BYTES = 64 << 10;

    private final Exports exports;
    private final Semaphore one = new Semaphore(1);

    ExportPage(Exports exports) {
        this.exports = exports;
    }

    void handle(Request request, Response response, Callback callback) {
        if (!isFromHere(request)) {
            HttpPages.answer(
                    response,
                    callback,
                    HttpStatus.FORBIDDEN_403,
                    "text/plain",
                    "server.export: an export is given to programs on this machine only, that come by no proxy, and"
                            + " not to pages; use: ankurah export --server\n");
        } else if (!one.tryAcquire()) {
            HttpPages.answer(
                    response,
                    callback,
                    HttpStatus.SERVICE_UNAVAILABLE_503,
                    "text/plain",
                    "server.export: another export is being made; try again when it is done\n");
        } else {
            try {
                write(response, callback);
            } finally {
                one.release();
            }
        }
    }

    private static boolean isFromHere(Request request) {
        boolean local = request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress peer
                && peer.getAddress() != null
                && peer.getAddress().isLoopbackAddress();
        boolean direct = OF_PROXIES.stream().noneMatch(request.getHeaders()::contains);
        String host = request.getHeaders().get(HttpHeader.HOST);
        return local
                && direct
                && host != null
                && OriginCheck.namesLoopback(host)
                && !request.getHeaders().contains(HttpHeader.ORIGIN)
                && request.getHeaders().contains(HEADER);
    }

    private void write(Response response, Callback callback) {
        response.setStatus(HttpStatus.OK_200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/jsonl; charset=utf-8");
        response.getHeaders().put(new HttpField("X-Content-Type-Options", "nosniff"));
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        OutputStream out = new BufferedOutputStream(Content.Sink.asOutputStream(response), BUFFER_BYTES);
        try {
            exports.write(out);
            // Not in any case: closed, the response would seem to be whole.
            out.close();
        } catch (IOException | RuntimeException e) {
            callback.failed(e);
            return;
        }
        callback.succeeded();
    }
}
