package ankurah.storage.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Stands between a store and its server, and cuts the line when told. */
final class CutProxy implements AutoCloseable {
    /** Where the line is cut next. */
    enum Cut {
        NOWHERE,
        /** Before what a commit writes reaches the server. */
        BEFORE_COMMIT,
        /** Before the server's word that it is committed comes back. */
        AFTER_COMMIT
    }

    private final ServerSocket door;
    private final int port;
    private final Set<Socket> lines = ConcurrentHashMap.newKeySet();
    private volatile Cut cut = Cut.NOWHERE;
    private volatile boolean shut;
    private volatile boolean staysShut;
    private volatile boolean held;
    /** How many bytes may pass yet, whichever way, before all lines are cut within what is sent. */
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);

    CutProxy(int port) {
        this.port = port;
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

    /** @param andStay whether no new line is let through afterwards */
    void cutNext(Cut where, boolean andStay) {
        staysShut = andStay;
        cut = where;
    }

    /** Keeps back, or gives on, all that comes; no line ends. */
    void hold(boolean now) {
        held = now;
    }

    private void awaitGoingOn() throws IOException {
        try {
            while (held) {
                TimeUnit.MILLISECONDS.sleep(2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Cuts all lines when so many bytes more have passed. */
    void cutAfter(long bytes) {
        left.set(bytes);
    }

    void letThrough() {
        shut = false;
        left.set(Long.MAX_VALUE);
    }

    /** Whether the line is to be cut behind the first of these bytes that still pass. */
    private boolean passes(byte[] buffer, int read, OutputStream out) throws IOException {
        long before = left.getAndAdd(-read);
        int passing = (int) Math.max(0, Math.min(before, read));
        out.write(buffer, 0, passing);
        out.flush();
        if (passing == read) {
            return true;
        }
        if (before > 0) {
            // New lines are let through, as when a connection broke and the network did not.
            left.set(Long.MAX_VALUE);
        }
        return false;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                if (shut) {
                    client.close();
                    continue;
                }
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                lines.add(client);
                lines.add(server);
                AtomicBoolean writes = new AtomicBoolean();
                Thread.ofVirtual()
                        .start(() -> relay(client, server, said -> {
                            boolean group = said.contains("ankurah_") && !said.contains("LISTEN");
                            writes.compareAndSet(false, group && cut == Cut.AFTER_COMMIT);
                            return group && cut == Cut.BEFORE_COMMIT;
                        }));
                // Other lines say that they have committed too, such as those that only read.
                Thread.ofVirtual()
                        .start(() -> relay(
                                server,
                                client,
                                said -> said.contains("COMMIT\0") && cut == Cut.AFTER_COMMIT && writes.get()));
            } catch (IOException e) {
                // The door was closed.
                return;
            }
        }
    }

    private void relay(Socket from, Socket to, Predicate<String> isTheEnd) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitGoingOn();
                String said = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                if (isTheEnd.test(said)) {
                    cut = Cut.NOWHERE;
                    shut = staysShut;
                    cutAll();
                    return;
                }
                if (!passes(buffer, read, out)) {
                    cutAll();
                    return;
                }
            }
        } catch (IOException e) {
            // One end is gone, so the other one goes too.
            lines.remove(from);
        } finally {
            lines.remove(from);
            lines.remove(to);
        }
    }

    void cutAll() {
        for (Socket line : lines) {
            try {
                line.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        held = false;
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cutAll();
    }
}
