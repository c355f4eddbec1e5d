package ankurah.server.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Between a client and a server, on loopback; connections through it can be cut in the middle of whatever they carry. */
public final class Cable implements AutoCloseable {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final ServerSocket listening;
    private volatile int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public Cable(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 16, HERE);
        Thread.ofVirtual().name("cable").start(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket near = listening.accept();
                open.add(near);
                Thread.ofVirtual().name("cable").start(() -> connect(near));
            } catch (IOException e) {
                // Closed, or out of sockets for a moment; the client tries again.
            }
        }
    }

    private void connect(Socket near) {
        try (near;
                Socket far = new Socket(HERE, target)) {
            open.add(far);
            Thread back = Thread.ofVirtual().name("cable").start(() -> pump(far, near));
            pump(near, far);
            back.join();
        } catch (IOException e) {
            // Nobody listens there now, which the client learns from the close.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(near);
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[8192];
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                out.write(some, 0, read);
            }
        } catch (IOException e) {
            // One end is gone, so the other goes too.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    /** Ends every connection as it is. */
    public void cut() {
        for (Socket socket : open) {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException e) {
                // It was gone already.
            }
        }
        open.clear();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        listening.close();
        cut();
    }
}
