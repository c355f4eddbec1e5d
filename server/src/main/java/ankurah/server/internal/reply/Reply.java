package ankurah.server.internal.reply;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** One answer, of which a browser believes no more than it says: nothing is guessed, framed or told to other sites. */
public final class Reply {
    private Reply() {}

    /** Whether a request only reads. */
    public static boolean isReading(Request request) {
        return HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
    }

    public static void onlyReading(Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
        send(response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "text/plain", "only GET is answered here\n");
    }

    public static void send(Response response, Callback callback, int status, String type, String text) {
        send(response, callback, status, type, text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param type a text, in UTF-8 */
    public static void send(Response response, Callback callback, int status, String type, byte[] body) {
        response.setStatus(status);
        guard(response, type + "; charset=utf-8");
        if (!response.getHeaders().contains(HttpHeader.CACHE_CONTROL)) {
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        }
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    /** The headers that every answer has. */
    public static void guard(Response response, String type) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(new HttpField("X-Content-Type-Options", "nosniff"));
        response.getHeaders().put(new HttpField("Referrer-Policy", "no-referrer"));
        response.getHeaders().put(new HttpField("Cross-Origin-Resource-Policy", "same-origin"));
    }
}
