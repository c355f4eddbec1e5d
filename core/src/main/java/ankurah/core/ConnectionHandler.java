package ankurah.core;

import ankurah.event.AnkurahException;

/** What the owner of a {@link Connection} hears. The calls come one at a time, {@link #onWritable} apart. */
public interface ConnectionHandler {
    /**
     * A frame has arrived. It may suspend: until it returns the transport reads no further frame of this connection, or
     * no more than a bounded amount, which is how a busy node slows its peer.
     */
    void onFrame(byte[] frame);

    /** The peer broke a rule that the transport watches, such as the size of a frame; nothing more will be read. */
    void onViolation(AnkurahException error);

    /** All frames queued so far have gone to the network. May come at any time from any thread; must not suspend. */
    void onWritable();

    /** The connection is closed, by whichever side; the last call. Must not suspend. */
    void onClose(int code, String reason);
}
