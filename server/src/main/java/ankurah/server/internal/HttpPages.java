package ankurah.server.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers {@code /}, {@code /health} and {@code /types}, and says of everything else that it is not there. */
final class HttpPages extends Handler.Abstract {
    private final Pages pages;
    private final @Nullable ExportPage export;
    private final TypesPage types = TypesPage.of(HttpPages.class.getClassLoader());

    HttpPages(Pages pages, @Nullable ExportPage export) {
        this.pages = pages;
        this.export = export;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            answer(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "text/plain", "only GET is answered here\n");
        } else if (path.equals("/")) {
            answer(response, callback, HttpStatus.OK_200, "text/plain", pages.home());
        } else if (path.equals("/health")) {
            int status = pages.isWell() ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503;
            answer(response, callback, status, "application/json", pages.health());
        } else if (path.equals(TypesPage.PATH)) {
            answer(response, callback, HttpStatus.OK_200, "text/plain", types.text());
        } else if (path.equals(ExportPage.PATH) && export != null && HttpMethod.GET.is(request.getMethod())) {
            export.handle(request, response, callback);
        } else if (path.equals(JettyTransport.SYNC_PATH)) {
            response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
            answer(response, callback, HttpStatus.UPGRADE_REQUIRED_426, "text/plain", "a WebSocket is spoken here\n");
        } else {
            answer(response, callback, HttpStatus.NOT_FOUND_404, "text/plain", "not found\n");
        }
        return true;
    }

    static void answer(Response response, Callback callback, int status, String type, String text) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type + "; charset=utf-8");
        response.getHeaders().put(new HttpField("X-Content-Type-Options", "nosniff"));
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
    }
}
