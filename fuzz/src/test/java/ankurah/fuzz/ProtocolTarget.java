package ankurah.fuzz;

import ankurah.core.Connection;
import ankurah.core.ConnectionHandler;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.MessageReader;
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

/**
 * A client that says anything in any order to a server. The server answers or closes the connection, never fails inside, and
 * goes on serving: a client that behaves is welcomed after every one that does not.
 */
public final class ProtocolTarget {
    private static final Sha256 SHA = Sha256.jdk();
    private static final int MOST_FRAMES = 8;
    private static final int WAIT_SECONDS = 20;
    private static final Node NODE = Node.durable(MemoryStorage.open(), Policy.allowAll());
    private static final SyncServer SERVER = serve();

    private ProtocolTarget() {}

    private static SyncServer serve() {
        Failures.watch();
        NODE.context().run(tx -> tx.create("thing", Map.of("n", Value.of(1))));
        return SyncServer.of(NODE, Authenticator.anonymous(), SyncLimits.defaults());
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
            client.server.onFrame(Script.hello(null));
        }
        for (int i = 0; i < MOST_FRAMES && data.remainingBytes() > 0; i++) {
            client.server.onFrame(
                    data.consumeBoolean()
                            ? data.consumeBytes(data.consumeInt(0, 600))
                            : Script.ofClient(data, NODE.system()));
        }
        client.leave();
        Client next = new Client();
        next.server.onFrame(Script.hello(null));
        if (!next.welcomed.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("a client that behaves is not welcomed any more");
        }
        next.leave();
        Failures.require();
    }
}
