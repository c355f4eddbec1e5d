package ankurah.client.internal;

import ankurah.core.Connection;
import ankurah.core.ConnectionHandler;
import ankurah.core.Connector;
import ankurah.event.AnkurahException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Opens WebSockets to one address. Handlers run on virtual threads, so they may block. */
public final class WebSocketConnector implements Connector {
    static final String SUBPROTOCOL = "ankurah.v1";

    private final URI uri;
    private final Duration connectTimeout;
    private final int frameBytes;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;

    public WebSocketConnector(URI uri, Duration connectTimeout, int frameBytes, @Nullable SSLContext ssl) {
        this.uri = uri;
        this.connectTimeout = connectTimeout;
        this.frameBytes = frameBytes;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .executor(executor);
        this.http = (ssl == null ? builder : builder.sslContext(ssl)).build();
    }

    @Override
    public Connection connect(ConnectionHandler handler) {
        WebSocketConnection connection = new WebSocketConnection(handler, frameBytes);
        CompletableFuture<WebSocket> opening = http.newWebSocketBuilder()
                .subprotocols(SUBPROTOCOL)
                .connectTimeout(connectTimeout)
                .buildAsync(uri, connection);
        try {
            // The builder's own timeout does not cover a server that accepts and then says nothing.
            WebSocket socket = opening.get(2 * connectTimeout.toMillis(), TimeUnit.MILLISECONDS);
            requireSubprotocol(socket);
            connection.opened(socket);
            return connection;
        } catch (ExecutionException e) {
            throw unreachable(reason(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            CompletableFuture<?> unused = opening.thenAccept(WebSocket::abort);
            throw unreachable("it did not answer within " + 2 * connectTimeout.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            CompletableFuture<?> unused = opening.thenAccept(WebSocket::abort);
            Thread.currentThread().interrupt();
            throw unreachable("the wait was interrupted", e);
        }
    }

    @Override
    public String target() {
        return uri.toString();
    }

    @Override
    public void close() {
        http.shutdownNow();
        executor.shutdown();
    }

    private void requireSubprotocol(WebSocket socket) {
        if (!socket.getSubprotocol().equals(SUBPROTOCOL)) {
            socket.abort();
            throw unreachable("it does not speak " + SUBPROTOCOL, null);
        }
    }

    private AnkurahException.Unavailable unreachable(String why, @Nullable Throwable cause) {
        return new AnkurahException.Unavailable("sync.unreachable", "no connection to " + uri + ": " + why, cause);
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause instanceof WebSocketHandshakeException handshake && handshake.getResponse() != null) {
            return "the server answered with HTTP status "
                    + handshake.getResponse().statusCode();
        }
        if (cause == null || cause.getMessage() == null) {
            return cause == null ? "unknown" : cause.getClass().getSimpleName();
        }
        return cause.getMessage();
    }
}
