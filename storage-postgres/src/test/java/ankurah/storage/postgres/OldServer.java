package ankurah.storage.postgres;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Speaks the beginning of Postgres' protocol as a server of some version does, takes every statement and has no rows; so it
 * tells whether a program looks at the version before all else.
 */
final class OldServer implements AutoCloseable {
    private static final int SSL_REQUEST = 80_877_103;
    private static final int GSS_REQUEST = 80_877_104;

    private final ServerSocket door;
    private final String version;

    OldServer(String version) {
        this.version = version;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "postgresql://postgres@127.0.0.1:" + door.getLocalPort() + "/postgres";
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // The door was closed.
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(client.getOutputStream())) {
            greet(in, out);
            while (true) {
                char type = (char) in.readUnsignedByte();
                in.readNBytes(in.readInt() - Integer.BYTES);
                if (type == 'X') {
                    return;
                }
                answer(type, out);
            }
        } catch (IOException e) {
            // The client has left.
            return;
        }
    }

    private void greet(DataInputStream in, DataOutputStream out) throws IOException {
        while (true) {
            byte[] body = in.readNBytes(in.readInt() - Integer.BYTES);
            int code = java.nio.ByteBuffer.wrap(body).getInt();
            if (code != SSL_REQUEST && code != GSS_REQUEST) {
                break;
            }
            out.writeByte('N');
            out.flush();
        }
        send(out, 'R', new byte[Integer.BYTES]);
        Map<String, String> parameters = Map.of(
                "server_version", version,
                "server_encoding", "UTF8",
                "client_encoding", "UTF8",
                "DateStyle", "ISO, MDY",
                "TimeZone", "UTC",
                "integer_datetimes", "on",
                "standard_conforming_strings", "on");
        for (Map.Entry<String, String> one : parameters.entrySet()) {
            send(out, 'S', texts(one.getKey(), one.getValue()));
        }
        send(out, 'K', new byte[2 * Integer.BYTES]);
        send(out, 'Z', new byte[] {'I'});
        out.flush();
    }

    private static void answer(char type, DataOutputStream out) throws IOException {
        switch (type) {
            case 'P' -> send(out, '1', new byte[0]);
            case 'B' -> send(out, '2', new byte[0]);
            case 'D' -> send(out, 'n', new byte[0]);
            case 'C' -> send(out, '3', new byte[0]);
            case 'E' -> send(out, 'C', texts("SET"));
            case 'Q' -> {
                send(out, 'C', texts("SET"));
                send(out, 'Z', new byte[] {'I'});
            }
            case 'S' -> send(out, 'Z', new byte[] {'I'});
            default -> {}
        }
        out.flush();
    }

    private static byte[] texts(String... texts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String text : texts) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.write(0);
        }
        return out.toByteArray();
    }

    private static void send(DataOutputStream out, char type, byte[] body) throws IOException {
        out.writeByte(type);
        out.writeInt(Integer.BYTES + body.length);
        out.write(body);
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
