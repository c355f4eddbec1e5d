package ankurah.fuzz;

import ankurah.core.Connection;
import ankurah.core.ConnectionHandler;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.MessageReader;
import ankurah.core.internal.sync.wire.MessageWriter;
import ankurah.core.internal.sync.wire.Protocol;
import ankurah.core.sync.Authenticator;
import ankurah.core.sync.SyncLimits;
import ankurah.core.sync.SyncServer;
import ankurah.event.Sha256;
import ankurah.event.Value;
import ankurah.storage.MemoryStorage;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A client that says anything in any order to a server. The server answers or closes the connection, never fails inside, and
 * goes on serving: a client that behaves is welcomed after every one that does not.
 */
public final class ProtocolTarget {
    private static final Sha256 SHA = Sha256.jdk();
    private static final int MOST_FRAMES = 6;
    private static final int WAIT_SECONDS = 20;
    private static final Logger LOG = Logger.getLogger("ankurah");
    private static final AtomicReference<@Nullable LogRecord> FAILED = new AtomicReference<>();
    private static final SyncServer SERVER = serve();

    private ProtocolTarget() {}

    private static SyncServer serve() {
        LOG.addHandler(new Handler() {
            @Override
            public void publish(LogRecord failure) {
                if (failure.getLevel().intValue() >= Level.SEVERE.intValue()) {
                    FAILED.set(failure);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        Node node = Node.durable(MemoryStorage.open(), Policy.allowAll());
        node.context().run(tx -> tx.create("thing", Map.of("n", Value.of(1))));
        return SyncServer.of(node, Authenticator.anonymous(), SyncLimits.defaults());
    }

    /** A client's end. */
    private static final class Client implements Connection {
        private final CountDownLatch closed = new CountDownLatch(1);
        private final CountDownLatch welcomed = new CountDownLatch(1);
        private final ConnectionHandler server = SERVER.accept(this);

        @Override
        public void send(byte[] frame) {
            if (MessageReader.decode(frame, SHA) instanceof Message.Welcome) {
                welcomed.countDown();
            }
        }

        @Override
        public void close(int code, String reason) {
            closed.countDown();
        }

        @Override
        public long bufferedBytes() {
            return 0;
        }

        void leave() {
            server.onClose(1000, "");
        }
    }

    public static void fuzzerTestOneInput(FuzzedDataProvider data) throws InterruptedException {
        Client client = new Client();
        if (data.consumeBoolean()) {
            client.server.onFrame(hello());
        }
        for (int i = 0; i < MOST_FRAMES && data.remainingBytes() > 0; i++) {
            client.server.onFrame(data.consumeBytes(data.consumeInt(0, 600)));
        }
        client.leave();
        Client next = new Client();
        next.server.onFrame(hello());
        if (!next.welcomed.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("a client that behaves is not welcomed any more");
        }
        next.leave();
        LogRecord failure = FAILED.getAndSet(null);
        if (failure != null) {
            throw new AssertionError(failure.getMessage(), failure.getThrown());
        }
    }

    private static byte[] hello() {
        return MessageWriter.encode(new Message.Hello(Protocol.VERSION, 0, null, null));
    }
}
