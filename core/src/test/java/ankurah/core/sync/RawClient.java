package ankurah.core.sync;

import ankurah.core.Connection;
import ankurah.core.ConnectionHandler;
import ankurah.core.internal.sync.wire.Chunks;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.MessageReader;
import ankurah.core.internal.sync.wire.MessageWriter;
import ankurah.core.internal.sync.wire.Protocol;
import ankurah.core.internal.sync.wire.QueryText;
import ankurah.event.AnkurahException;
import ankurah.event.Sha256;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client that says exactly what the test wants, held to the server by nothing but the two interfaces. */
final class RawClient implements Connection {
    private final List<Message> received = new CopyOnWriteArrayList<>();
    private final Chunks chunks = new Chunks(1 << 20, 64 << 20);
    private volatile ConnectionHandler server;
    private volatile long taken;
    private volatile boolean reads = true;
    private volatile long buffered;
    volatile int closeCode;
    volatile String closeReason = "";

    RawClient(SyncServer sync) {
        server = sync.accept(this);
    }

    static RawClient greeted(SyncServer sync) {
        RawClient client = new RawClient(sync);
        client.say(new Message.Hello(Protocol.VERSION, 0, null, null));
        client.await(Message.Welcome.class);
        return client;
    }

    void say(Message message) {
        server.onFrame(MessageWriter.encode(message));
    }

    void sayInChunks(Message message) {
        Chunks.split(MessageWriter.encode(message), 1 << 20).forEach(this::say);
    }

    void say(byte[] frame) {
        server.onFrame(frame);
    }

    void subscribe(long id, String collection, String query) {
        say(new Message.Subscribe(id, collection, new QueryText(query, List.of()), null, false));
    }

    void stopReading() {
        reads = false;
    }

    void readOn() {
        reads = true;
        buffered = 0;
        server.onWritable();
    }

    void vanish() {
        server.onClose(1006, "gone");
    }

    long takenBytes() {
        return taken;
    }

    List<Message> received() {
        return received;
    }

    <M extends Message> M await(Class<M> type) {
        Rig.until(
                "a " + type.getSimpleName() + " has come, not only " + received,
                () -> received.stream().anyMatch(type::isInstance));
        return received.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    /** The code of the error the server closed with. */
    String awaitFailure() {
        Message.Failure failure = await(Message.Failure.class);
        Rig.until("the connection is closed", () -> closeCode != 0);
        return failure.error().code();
    }

    @Override
    public synchronized void send(byte[] frame) {
        taken += frame.length;
        if (!reads) {
            buffered += frame.length;
        }
        byte[] message = chunks.accept(frame);
        if (message.length > 0) {
            received.add(MessageReader.decode(message, Sha256.jdk()));
        }
    }

    @Override
    public void close(int code, String reason) {
        closeReason = reason;
        closeCode = code;
        ConnectionHandler told = server;
        if (told != null) {
            told.onClose(code, reason);
        }
    }

    @Override
    public long bufferedBytes() {
        return buffered;
    }

    void violate(AnkurahException error) {
        server.onViolation(error);
    }
}
