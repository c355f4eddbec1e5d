package ankurah.server.internal.site;

import ankurah.server.internal.reply.Reply;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Serves the files of a page, and leaves what it does not have to what stands behind it. */
public final class SiteHandler extends Handler.Wrapper {
    /** Scripts and data come from this server alone. Editors of text write styles into the page. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    /** A build names these by their content. */
    private static final String NAMED_BY_CONTENT = "/assets/";

    private final SiteFiles files;

    public SiteHandler(SiteFiles files, Handler behind) {
        super(behind);
        this.files = files;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = Request.getPathInContext(request);
        SiteFile file = files.find(path);
        if (file == null) {
            return super.handle(request, response, callback);
        }
        if (Reply.isReading(request)) {
            send(file, path, request, response, callback);
        } else {
            Reply.onlyReading(response, callback);
        }
        return true;
    }

    private static void send(SiteFile file, String path, Request request, Response response, Callback callback) {
        Reply.guard(response, file.type());
        response.getHeaders().put(new HttpField("Content-Security-Policy", POLICY));
        response.getHeaders().put(HttpHeader.ETAG, file.tag());
        response.getHeaders().put(HttpHeader.VARY, "Accept-Encoding");
        response.getHeaders()
                .put(
                        HttpHeader.CACHE_CONTROL,
                        path.startsWith(NAMED_BY_CONTENT) ? "public, max-age=31536000, immutable" : "no-cache");
        if (file.tag().equals(request.getHeaders().get(HttpHeader.IF_NONE_MATCH))) {
            response.setStatus(HttpStatus.NOT_MODIFIED_304);
            response.write(true, ByteBuffer.allocate(0), callback);
            return;
        }
        String accepted = request.getHeaders().get(HttpHeader.ACCEPT_ENCODING);
        boolean zips = file.zipped().length > 0 && accepted != null && accepted.contains("gzip");
        if (zips) {
            response.getHeaders().put(HttpHeader.CONTENT_ENCODING, "gzip");
        }
        response.write(true, ByteBuffer.wrap(zips ? file.zipped() : file.plain()), callback);
    }
}
