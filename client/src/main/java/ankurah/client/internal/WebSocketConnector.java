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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Opens WebSockets to one address. What the JDK hands over runs in place, on the thread that reads the network: handed to
 * another thread, an end that comes before that thread has asked for more is lost in the JDK. So nothing that it calls here
 * may block; handlers run on a virtual thread of their connection, and may.
 */
public final class WebSocketConnector implements Connector {
    static final String SUBPROTOCOL = "ankurah.v1";

    private final URI uri;
    private final Duration connectTimeout;
    private final int frameBytes;
    private final HttpClient http;

    public WebSocketConnector(URI uri, Duration connectTimeout, int frameBytes, @Nullable SSLContext ssl) {
        this.uri = uri;
        this.connectTimeout = connectTimeout;
        this.frameBytes = frameBytes;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .executor(Runnable::run);
        this.http = (ssl == null ? builder : builder.sslContext(ssl)).build();
    }

    @Override
    public Connection connect(ConnectionHandler handler) {
        WebSocketConnection connection = new WebSocketConnection(handler, frameBytes);
        CompletableFuture<WebSocket> opening = open(connection);
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

    /** On a thread of its own, since names are resolved in place, which has no bound. */
    private CompletableFuture<WebSocket> open(WebSocketConnection connection) {
        return CompletableFuture.completedFuture(connection)
                .thenComposeAsync(
                        listener -> http.newWebSocketBuilder()
                                .subprotocols(SUBPROTOCOL)
                                .connectTimeout(connectTimeout)
                                .buildAsync(uri, listener),
                        task -> Thread.ofVirtual().name("ankurah-connect").start(task));
    }

    @Override
    public String target() {
        return uri.toString();
    }

    @Override
    public void close() {
        http.shutdownNow();
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
