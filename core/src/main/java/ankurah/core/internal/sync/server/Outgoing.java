package ankurah.core.internal.sync.server;

import ankurah.core.Connection;
import ankurah.core.internal.sync.wire.Chunks;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.MessageWriter;
import ankurah.core.sync.SyncLimits;

/** Messages on their way to one client. What waits for the network is bounded by who asks {@link #hasRoom} first. */
final class Outgoing {
    private final Connection connection;
    private final SyncLimits limits;

    Outgoing(Connection connection, SyncLimits limits) {
        this.connection = connection;
        this.limits = limits;
    }

    /** Whether the network has taken enough of what was sent for more to be worth making. */
    boolean hasRoom() {
        return connection.bufferedBytes() < limits.bufferBytes();
    }

    long buffered() {
        return connection.bufferedBytes();
    }

    void send(Message message) {
        for (byte[] frame : Chunks.split(MessageWriter.encode(message), limits.frameBytes())) {
            connection.send(frame);
        }
    }

    void close(int code, String reason) {
        connection.close(code, reason);
    }
}
