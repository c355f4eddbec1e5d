package ankurah.fuzz;

import ankurah.core.Connection;
import ankurah.core.ConnectionHandler;
import ankurah.core.Connector;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The server's end of what a client opens. */
final class BadServer implements Connector {
    private static final int WAIT_SECONDS = 20;

    private final BlockingQueue<Talk> talks = new LinkedBlockingQueue<>();

    /** One connection, as the server sees it. */
    static final class Talk implements Connection {
        private final ConnectionHandler client;
        private final CountDownLatch greeted = new CountDownLatch(1);
        private volatile boolean over;

        private Talk(ConnectionHandler client) {
            this.client = client;
        }

        void say(byte[] frame) {
            if (!over) {
                client.onFrame(frame);
            }
        }

        boolean isOver() {
            return over;
        }

        void cut() {
            if (!over) {
                over = true;
                client.onClose(1006, "cut");
            }
        }

        @Override
        public void send(byte[] frame) {
            greeted.countDown();
        }

        @Override
        public void close(int code, String reason) {
            if (!over) {
                over = true;
                client.onClose(code, reason);
            }
        }

        @Override
        public long bufferedBytes() {
            return 0;
        }
    }

    /** The next connection that the client opens, once it has said hello. */
    Talk next() throws InterruptedException {
        Talk talk = talks.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        if (talk == null || !talk.greeted.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the client does not come back");
        }
        return talk;
    }

    @Override
    public Connection connect(ConnectionHandler handler) {
        Talk talk = new Talk(handler);
        talks.add(talk);
        return talk;
    }

    @Override
    public String target() {
        return "the fuzzer";
    }
}
