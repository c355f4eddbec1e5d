package ankurah.core;

/**
 * One side of an open connection: whole binary frames, in order, each way. Implementations may be called by any thread
 * or coroutine.
 */
public interface Connection {
    /**
     * Queues a frame. Never waits: who sends watches {@link #bufferedBytes} and holds back until
     * {@link ConnectionHandler#onWritable}. On a closed connection the frame is dropped; the handler hears of the close.
     */
    void send(byte[] frame);

    /** Sends what is queued, then closes. Later calls do nothing. */
    void close(int code, String reason);

    /** Bytes handed to {@link #send} that the network has not taken yet. */
    long bufferedBytes();
}
