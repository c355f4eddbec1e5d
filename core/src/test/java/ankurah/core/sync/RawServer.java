package ankurah.core.sync;

import ankurah.core.Connection;
import ankurah.core.ConnectionHandler;
import ankurah.core.Connector;
import ankurah.core.internal.sync.wire.Chunks;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.MessageReader;
import ankurah.core.internal.sync.wire.MessageWriter;
import ankurah.event.AnkurahException;
import ankurah.event.Sha256;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that says exactly what the test wants, held to the client by nothing but the two interfaces. */
final class RawServer implements Connector {
    private final List<Talk> talks = new CopyOnWriteArrayList<>();
    private volatile int allowed;

    /** One connection of the client. */
    static final class Talk implements Connection {
        private final ConnectionHandler client;
        private final Chunks chunks = new Chunks(1 << 20, 64 << 20);
        private final List<Message> received = new CopyOnWriteArrayList<>();
        volatile int closeCode;

        private Talk(ConnectionHandler client) {
            this.client = client;
        }

        void say(Message message) {
            client.onFrame(MessageWriter.encode(message));
        }

        void say(byte[] frame) {
            client.onFrame(frame);
        }

        void cut() {
            client.onClose(1006, "the test cut the connection");
        }

        List<Message> received() {
            return received;
        }

        <M extends Message> M await(Class<M> type) {
            return await(type, 1).getFirst();
        }

        <M extends Message> List<M> await(Class<M> type, int count) {
            Rig.until(
                    count + " of " + type.getSimpleName() + " have come, not only " + received,
                    () -> received.stream().filter(type::isInstance).count() >= count);
            return received.stream().filter(type::isInstance).map(type::cast).toList();
        }

        @Override
        public void send(byte[] frame) {
            byte[] message = chunks.accept(frame);
            if (message.length > 0) {
                received.add(MessageReader.decode(message, Sha256.jdk()));
            }
        }

        @Override
        public void close(int code, String reason) {
            closeCode = code;
            client.onClose(code, reason);
        }

        @Override
        public long bufferedBytes() {
            return 0;
        }
    }

    /** The next connection, once the client makes it. */
    Talk next() {
        int number = ++allowed;
        Rig.until("the client connects", () -> talks.size() >= number);
        return talks.get(number - 1);
    }

    @Override
    public Connection connect(ConnectionHandler handler) {
        if (talks.size() >= allowed) {
            throw new AnkurahException.Unavailable("sync.unreachable", "the test does not expect a connection");
        }
        Talk talk = new Talk(handler);
        talks.add(talk);
        return talk;
    }

    @Override
    public String target() {
        return "the test";
    }
}
