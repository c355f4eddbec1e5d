package ankurah.web.internal.net;

import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Int8Array;

/** The host's WebSockets. */
public interface HostSockets extends JSObject {
    /** Begins to open a socket and returns at once. */
    Socket open(String url, String subprotocol, int frameBytes, Events events);

    /** A socket of the host. */
    interface Socket extends JSObject {
        void send(Int8Array frame);

        void close(int code, String reason);

        /** Bytes that the network has not taken yet. */
        double buffered();
    }

    /** What the host tells of a socket. */
    interface Events extends JSObject {
        void opened(String subprotocol);

        void frame(Int8Array data);

        /** The peer broke a rule that the host watches: {@code code} is an error's code. */
        void violated(String code, String message);

        /** All that was sent has gone to the network. */
        void writable();

        /** The last call; also when the socket could not be opened. */
        void closed(int code, String reason);
    }
}
