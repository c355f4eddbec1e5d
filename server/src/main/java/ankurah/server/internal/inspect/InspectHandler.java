package ankurah.server.internal.inspect;

import ankurah.core.internal.gate.DurableBackend;
import ankurah.core.sync.Authenticator;
import ankurah.core.sync.SyncServer;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.server.Inspection;
import ankurah.server.internal.Json;
import ankurah.server.internal.reply.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/**
 * Answers {@code /inspect} and what lies under it. The page itself has no data in it and is given to anybody; each answer with
 * data asks anew who looks.
 */
public final class InspectHandler extends Handler.Wrapper {
    private static final String PATH = "/inspect";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Map<String, String> TYPES = Map.of(
            "inspect.html", "text/html",
            "inspect.css", "text/css",
            "inspect.js", "text/javascript",
            "graph.js", "text/javascript");

    private final InspectAccess access;
    private final Inside inside;
    private final Records records;

    public InspectHandler(
            DurableBackend backend,
            SyncServer sync,
            Inspection inspection,
            Authenticator authenticator,
            Handler behind) {
        super(behind);
        this.access = new InspectAccess(inspection, authenticator);
        this.inside = new Inside(backend, sync);
        this.records = new Records(backend);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = Request.getPathInContext(request);
        if (!path.equals(PATH) && !path.startsWith(PATH + "/")) {
            return super.handle(request, response, callback);
        }
        response.getHeaders().put(new HttpField("Content-Security-Policy", POLICY));
        if (!Reply.isReading(request)) {
            Reply.onlyReading(response, callback);
            return true;
        }
        String name = path.substring(PATH.length());
        switch (name) {
            case "", "/" -> page("inspect.html", response, callback);
            case "/inspect.css", "/inspect.js", "/graph.js" -> page(name.substring(1), response, callback);
            case "/overview.json", "/log.json", "/entity.json" -> data(name, request, response, callback);
            default -> Reply.send(response, callback, HttpStatus.NOT_FOUND_404, "text/plain", "not found\n");
        }
        return true;
    }

    private static void page(String name, Response response, Callback callback) {
        try (InputStream in = InspectHandler.class.getResourceAsStream("/ankurah/server/inspect/" + name)) {
            byte[] content = Objects.requireNonNull(in, name).readAllBytes();
            Reply.send(response, callback, HttpStatus.OK_200, Objects.requireNonNull(TYPES.get(name)), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void data(String name, Request request, Response response, Callback callback) {
        try {
            Viewer viewer = access.viewer(request);
            Reply.send(
                    response,
                    callback,
                    HttpStatus.OK_200,
                    "application/json",
                    answer(name, viewer, Request.extractQueryParameters(request))
                            .text());
        } catch (AnkurahException e) {
            String error = new Json()
                    .put("code", e.code())
                    .put("message", String.valueOf(e.getMessage()))
                    .text();
            Reply.send(response, callback, status(e), "application/json", error);
        }
    }

    private Json answer(String name, Viewer viewer, Fields asked) {
        return switch (name) {
            case "/overview.json" -> inside.overview(viewer);
            case "/log.json" ->
                records.log(
                        viewer,
                        number(asked, "before", Long.MAX_VALUE),
                        Math.clamp(number(asked, "most", Records.MOST_COMMITS), 1, Records.MOST_COMMITS));
            default -> records.entity(viewer, EntityId.parse(String.valueOf(asked.getValue("id"))));
        };
    }

    private static long number(Fields asked, String name, long otherwise) {
        String text = asked.getValue(name);
        try {
            return text == null ? otherwise : Math.max(1, Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new AnkurahException.Invalid("server.inspect_number", "'" + name + "' is a number", e);
        }
    }

    private static int status(AnkurahException error) {
        return switch (error) {
            case AnkurahException.Invalid invalid -> HttpStatus.BAD_REQUEST_400;
            case AnkurahException.NotFound missing -> HttpStatus.NOT_FOUND_404;
            case AnkurahException.Refused refused -> HttpStatus.FORBIDDEN_403;
            case AnkurahException.Conflict conflict -> HttpStatus.CONFLICT_409;
            case AnkurahException.Unavailable away -> HttpStatus.SERVICE_UNAVAILABLE_503;
            case AnkurahException.Fault fault -> HttpStatus.INTERNAL_SERVER_ERROR_500;
        };
    }
}
