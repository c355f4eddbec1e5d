package ankurah.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.internal.sync.wire.Chunks;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.MessageReader;
import ankurah.core.internal.sync.wire.MessageWriter;
import ankurah.core.internal.sync.wire.Protocol;
import ankurah.core.internal.sync.wire.QueryText;
import ankurah.event.Sha256;
import ankurah.event.Value;
import ankurah.event.cbor.CborWriter;
import ankurah.server.Server;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client made of bytes, on a socket of its own: it can say anything, in any order, and stop in the middle. */
final class Intruder implements AutoCloseable {
    static final String PROTOCOL = "Sec-WebSocket-Protocol: ankurah.v1";
    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final Chunks chunks = new Chunks(1 << 20, 64 << 20);
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private int closeCode;

    private Intruder(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** A bare connection. */
    static Intruder knocking(Server server) throws IOException {
        Socket socket = new Socket(server.host(), server.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new Intruder(socket);
    }

    /** A WebSocket that has said nothing yet. */
    static Intruder connected(Server server) throws IOException {
        Intruder intruder = knocking(server);
        intruder.ask("GET /sync HTTP/1.1", "Host: 127.0.0.1:" + server.port(), PROTOCOL);
        assertThat(intruder.head()).startsWith("HTTP/1.1 101");
        return intruder;
    }

    /** One that was let in. */
    static Intruder welcomed(Server server, @Nullable String credential) throws IOException {
        Intruder intruder = connected(server);
        intruder.say(hello(credential));
        intruder.await(Message.Welcome.class);
        return intruder;
    }

    static Message hello(@Nullable String credential) {
        return new Message.Hello(Protocol.VERSION, 0, credential, null);
    }

    void ask(String first, String... headers) throws IOException {
        StringBuilder text = new StringBuilder(first).append("\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        text.append("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n")
                .append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        bytes(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    void bytes(byte... raw) throws IOException {
        out.write(raw);
        out.flush();
    }

    void frame(int opcode, byte[] payload) throws IOException {
        byte[] frame = new byte[14 + payload.length];
        frame[0] = (byte) (0x80 | opcode);
        int head = 6;
        if (payload.length < 126) {
            frame[1] = (byte) (0x80 | payload.length);
        } else {
            head = 14;
            frame[1] = (byte) 0xff;
            for (int i = 0; i < 8; i++) {
                frame[2 + i] = (byte) ((long) payload.length >>> (56 - 8 * i));
            }
        }
        System.arraycopy(payload, 0, frame, head, payload.length);
        bytes(Arrays.copyOf(frame, head + payload.length));
    }

    void say(byte[] message) throws IOException {
        frame(2, message);
    }

    void say(CborWriter message) throws IOException {
        say(message.toBytes());
    }

    void say(Message message) throws IOException {
        for (byte[] frame : Chunks.split(MessageWriter.encode(message), 1 << 20)) {
            say(frame);
        }
    }

    void subscribe(long id, String collection, String query, Value... values) throws IOException {
        say(new Message.Subscribe(id, collection, new QueryText(query, List.of(values)), null, false));
    }

    /** The next message; null when the server has closed. */
    @Nullable
    Message next() throws IOException {
        while (true) {
            byte[] frame = nextFrame();
            if (frame == null) {
                return null;
            }
            byte[] message = chunks.accept(frame);
            if (message.length > 0) {
                heard.writeBytes(message);
                return MessageReader.decode(message, Sha256.jdk());
            }
        }
    }

    private byte @Nullable [] nextFrame() throws IOException {
        try {
            while (true) {
                int opcode = in.readUnsignedByte() & 15;
                int small = in.readUnsignedByte() & 127;
                int length = small < 126 ? small : small == 126 ? in.readUnsignedShort() : (int) in.readLong();
                byte[] payload = new byte[length];
                in.readFully(payload);
                if (opcode == 8) {
                    closeCode = length < 2 ? 1005 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
                    return null;
                }
                if (opcode == 2) {
                    return payload;
                }
            }
        } catch (EOFException | SocketException gone) {
            closeCode = closeCode == 0 ? 1006 : closeCode;
            return null;
        }
    }

    /** Reads on until a message of this kind comes. */
    <M extends Message> M await(Class<M> type) throws IOException {
        List<Message> others = new ArrayList<>();
        for (Message message = next(); message != null; message = next()) {
            if (type.isInstance(message)) {
                return type.cast(message);
            }
            others.add(message);
        }
        throw new AssertionError("closed with " + closeCode + " before a " + type.getSimpleName() + ": " + others);
    }

    /** The code of the error that the server closes with, empty if it gives none. */
    String farewell() throws IOException {
        String code = "";
        for (Message message = next(); message != null; message = next()) {
            if (message instanceof Message.Failure failure) {
                code = failure.error().code();
            }
        }
        return code;
    }

    /** What the socket was closed with; 1006 if just so. */
    int closeCode() {
        return closeCode;
    }

    /** Whether the server has ended the connection, in whatever way. */
    void awaitEnd() throws IOException {
        byte[] sink = new byte[8192];
        try {
            while (in.read(sink) >= 0) {}
        } catch (SocketTimeoutException stays) {
            throw new AssertionError("the server keeps the connection", stays);
        } catch (SocketException reset) {
            assertThat(reset).isNotNull();
        }
    }

    /** All bytes of messages that came. */
    byte[] heard() {
        return heard.toByteArray();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
