package ankurah.client;

import ankurah.core.NodeOptions;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How a client connects.
 *
 * @param node what the node does with the connection: credential, reconnecting, outbox
 * @param connectTimeout how long one attempt to connect may take
 * @param frameBytes the largest frame the client takes
 * @param ssl the trust and keys for {@code wss}; empty for the JDK's own
 */
public record ClientOptions(NodeOptions node, Duration connectTimeout, int frameBytes, Optional<SSLContext> ssl) {

    public static ClientOptions defaults() {
        return new ClientOptions(NodeOptions.defaults(), Duration.ofSeconds(10), 1 << 20, Optional.empty());
    }

    public ClientOptions withNode(NodeOptions changed) {
        return new ClientOptions(changed, connectTimeout, frameBytes, ssl);
    }

    public ClientOptions withConnectTimeout(Duration changed) {
        return new ClientOptions(node, changed, frameBytes, ssl);
    }

    public ClientOptions withSsl(SSLContext changed) {
        return new ClientOptions(node, connectTimeout, frameBytes, Optional.of(changed));
    }
}
