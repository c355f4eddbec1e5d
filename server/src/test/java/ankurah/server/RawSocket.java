package ankurah.server;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.cbor.CborReader;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A WebSocket client made of bytes, so that it can do everything wrong (RFC 6455). */
final class RawSocket implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    /** What the server closed with. */
    record Closed(int code, String reason) {}

    /** @param lastError the code of the last error message before the close */
    record Farewell(@Nullable String lastError, Closed closed) {}

    private RawSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    static RawSocket connect(Server server) throws IOException {
        URI uri = server.uri();
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout(30_000);
        return new RawSocket(socket);
    }

    static RawSocket upgraded(Server server) throws IOException {
        RawSocket raw = connect(server);
        raw.request("GET /sync HTTP/1.1", "Host: 127.0.0.1:" + server.port(), "Sec-WebSocket-Protocol: ankurah.v1");
        assertThat(raw.readHead())
                .startsWith("HTTP/1.1 101")
                .containsIgnoringCase("Sec-WebSocket-Protocol: ankurah.v1");
        return raw;
    }

    void request(String first, String... headers) throws IOException {
        StringBuilder text = new StringBuilder(first).append("\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        text.append("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n")
                .append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    String readHead() throws IOException {
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

    void raw(byte... bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Only the head of a frame, masked with zeros, that announces so many bytes. */
    void announce(int opcode, long length) throws IOException {
        raw(head(opcode, length));
    }

    /** A whole message, such a head and the first byte behind it, in one piece. */
    void announcing(byte[] message, int opcode, long length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head(2, message.length));
        bytes.writeBytes(message);
        bytes.writeBytes(head(opcode, length));
        bytes.write(7);
        raw(bytes.toByteArray());
    }

    private static byte[] head(int opcode, long length) {
        byte[] head = new byte[14];
        head[0] = (byte) (0x80 | opcode);
        head[1] = (byte) 0xff;
        for (int i = 0; i < 8; i++) {
            head[2 + i] = (byte) (length >>> (56 - 8 * i));
        }
        return head;
    }

    void frame(int opcode, byte[] payload) throws IOException {
        announce(opcode, payload.length);
        raw(payload);
    }

    void binary(byte[] payload) throws IOException {
        frame(2, payload);
    }

    /** Reads until the server closes. */
    Farewell farewell() throws IOException {
        String error = null;
        while (true) {
            int opcode;
            try {
                opcode = in.readUnsignedByte() & 15;
            } catch (EOFException e) {
                return new Farewell(error, new Closed(1006, ""));
            }
            byte[] payload = new byte[length(in.readUnsignedByte() & 127)];
            in.readFully(payload);
            if (opcode == 8) {
                int code = payload.length < 2 ? 1005 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
                String reason =
                        payload.length < 2 ? "" : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
                return new Farewell(error, new Closed(code, reason));
            }
            if (opcode == 2 && payload[0] == (byte) 0x84 && payload[1] == 3) {
                CborReader message = new CborReader(payload);
                message.array();
                message.integer();
                message.integer();
                error = message.text();
            }
        }
    }

    private int length(int small) throws IOException {
        return small < 126 ? small : small == 126 ? in.readUnsignedShort() : (int) in.readLong();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
