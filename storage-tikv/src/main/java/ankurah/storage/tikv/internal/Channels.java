package ankurah.storage.tikv.internal;

import ankurah.event.AnkurahException;
import ankurah.storage.tikv.TikvTls;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.tikv.shade.io.grpc.ManagedChannel;
import org.tikv.shade.io.grpc.netty.GrpcSslContexts;
import org.tikv.shade.io.grpc.netty.NettyChannelBuilder;
import org.tikv.shade.io.netty.handler.ssl.SslContext;
import org.tikv.shade.io.netty.handler.ssl.SslContextBuilder;

/** One connection to each server of the cluster. */
final class Channels implements AutoCloseable {
    /** Above what a page of a scan comes to. */
    private static final int MOST_BYTES = 64 << 20;

    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final int CLOSE_SECONDS = 5;

    private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();
    private final @Nullable SslContext ssl;
    private volatile boolean closed;

    Channels(@Nullable TikvTls tls) {
        this.ssl = tls == null ? null : ssl(tls);
    }

    private static SslContext ssl(TikvTls tls) {
        try {
            SslContextBuilder builder = GrpcSslContexts.forClient().trustManager(file(tls.authorities()));
            Path certificate = tls.certificate();
            Path key = tls.key();
            if (certificate != null && key != null) {
                builder.keyManager(file(certificate), file(key));
            }
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new AnkurahException.Invalid(
                    "storage.tls", "the files for TLS cannot be used: " + e.getMessage() + "; they have to be PEM", e);
        }
    }

    private static File file(Path path) {
        return path.toFile();
    }

    /** @param address {@code host:port} */
    ManagedChannel to(String address) {
        ManagedChannel channel = channels.computeIfAbsent(address, this::connect);
        if (closed) {
            channel.shutdownNow();
        }
        return channel;
    }

    private ManagedChannel connect(String address) {
        NettyChannelBuilder builder = NettyChannelBuilder.forTarget(address)
                .maxInboundMessageSize(MOST_BYTES)
                .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
        return (ssl == null ? builder.usePlaintext() : builder.sslContext(ssl)).build();
    }

    /** Whoever waits before connecting anew does so now. */
    void hurry(String address) {
        ManagedChannel channel = channels.get(address);
        if (channel != null) {
            channel.resetConnectBackoff();
        }
    }

    @Override
    public void close() {
        closed = true;
        channels.values().forEach(ManagedChannel::shutdownNow);
        try {
            for (ManagedChannel channel : channels.values()) {
                channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            // They are shut down all the same, only nobody waits for it.
            Thread.currentThread().interrupt();
        }
    }
}
