package ankurah.adversary;

import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.MessageWriter;
import ankurah.event.Hash256;
import ankurah.event.Sha256;
import ankurah.event.SystemId;
import ankurah.storage.LogId;
import ankurah.storage.Position;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;

/** A server made of bytes: it answers the upgrade, or what it likes, and then says what it is told to, to every client. */
final class HostileServer implements AutoCloseable {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final ServerSocket listener;
    private final AtomicInteger visits = new AtomicInteger();

    /** What it does with a client. */
    @FunctionalInterface
    interface Malice {
        void serve(String request, InputStream in, OutputStream out) throws IOException;
    }

    HostileServer(Malice malice) throws IOException {
        this(ServerSocketFactory.getDefault(), malice);
    }

    HostileServer(ServerSocketFactory sockets, Malice malice) throws IOException {
        listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!listener.isClosed()) {
                try {
                    Socket client = listener.accept();
                    Thread.ofVirtual().start(() -> serve(client, malice));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    /** Upgrades, then says this. */
    static HostileServer saying(byte[]... frames) throws IOException {
        return new HostileServer((request, in, out) -> {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(upgrade(request));
            for (byte[] frame : frames) {
                all.writeBytes(frame);
            }
            out.write(all.toByteArray());
            out.flush();
            in.transferTo(OutputStream.nullOutputStream());
        });
    }

    private void serve(Socket client, Malice malice) {
        visits.incrementAndGet();
        try (client) {
            malice.serve(head(client.getInputStream()), client.getInputStream(), client.getOutputStream());
        } catch (IOException gone) {
            // The client has hung up, which is what it is to do.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("gone");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    static byte[] upgrade(String request) {
        String key = request.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("sec-websocket-key:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Protocol: ankurah.v1\r\nSec-WebSocket-Accept: "
                            + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] frame(int opcode, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x80 | opcode);
        if (payload.length < 126) {
            out.write(payload.length);
        } else {
            out.write(127);
            for (int i = 7; i >= 0; i--) {
                out.write((int) ((long) payload.length >>> 8 * i));
            }
        }
        out.writeBytes(payload);
        return out.toByteArray();
    }

    static byte[] frame(Message message) {
        return frame(2, MessageWriter.encode(message));
    }

    static byte[] welcome(SystemId system) {
        Hash256 hash = Sha256.jdk().hash(new byte[] {1});
        return frame(new Message.Welcome(
                1, system, Position.start(new LogId(3, 4)), System.currentTimeMillis(), "", hash, Map.of()));
    }

    URI uri() {
        return URI.create((listener instanceof SSLServerSocket ? "wss" : "ws") + "://127.0.0.1:"
                + listener.getLocalPort() + "/sync");
    }

    /** How many clients have come. */
    int visits() {
        return visits.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
