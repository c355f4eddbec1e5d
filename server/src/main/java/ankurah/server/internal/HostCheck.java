package ankurah.server.internal;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Turns away requests that name another host or come from a page of another origin. */
final class HostCheck extends Handler.Wrapper {
    private final OriginCheck check;

    HostCheck(OriginCheck check, Handler next) {
        super(next);
        this.check = check;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String host = request.getHeaders().get(HttpHeader.HOST);
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (!check.acceptsHost(host)) {
            HttpPages.answer(
                    response,
                    callback,
                    HttpStatus.MISDIRECTED_REQUEST_421,
                    "text/plain",
                    "server.host: this server is not known by the name in the Host header; add it to the hosts option\n");
            return true;
        }
        if (!check.acceptsOrigin(origin, host)) {
            HttpPages.answer(
                    response,
                    callback,
                    HttpStatus.FORBIDDEN_403,
                    "text/plain",
                    "server.origin: pages of this origin may not connect; add it to the origins option\n");
            return true;
        }
        return super.handle(request, response, callback);
    }
}
