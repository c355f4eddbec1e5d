package ankurah.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.client.Client;
import ankurah.client.ClientOptions;
import ankurah.core.ConnectionHandler;
import ankurah.core.Connector;
import ankurah.event.AnkurahException;
import ankurah.storage.testkit.certificates.SelfSigned;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that ends without a word is heard to have ended, whatever it said before and whenever it ends. */
class EndTest {
    private static final int ROUNDS = 300;
    /** What the server reads of the one byte that the client sends: a head, a mask and the byte. */
    private static final int FIRST_BYTES = 7;

    private static final int FRAMES = 64;
    private static final int TAKEN_BYTES = ClientOptions.defaults().frameBytes();

    @TempDir
    Path folder;

    /** Takes what comes, one at a time, and waits before the first until it is let. */
    private static final class Listening implements ConnectionHandler {
        final CountDownLatch let = new CountDownLatch(1);
        final CountDownLatch ended = new CountDownLatch(1);
        final List<String> heard = new ArrayList<>();

        @Override
        public void onFrame(byte[] frame) {
            try {
                assertThat(let.await(Castle.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            heard.add("frame of " + frame.length);
        }

        @Override
        public void onViolation(AnkurahException error) {
            heard.add(error.code());
        }

        @Override
        public void onWritable() {}

        @Override
        public void onClose(int code, String reason) {
            heard.add("end");
            ended.countDown();
        }

        void awaitEnd(String when) throws InterruptedException {
            assertThat(ended.await(Castle.LONG.toSeconds(), TimeUnit.SECONDS))
                    .as("the end is heard, %s, behind %s", when, heard)
                    .isTrue();
        }
    }

    private static Listening connected(Connector connector) {
        Listening listening = new Listening();
        connector.connect(listening).send(new byte[] {1});
        return listening;
    }

    private static Connector connector(HostileServer server) {
        return Client.connector(server.uri(), ClientOptions.defaults());
    }

    private static HostileServer server(HostileServer.Malice malice) throws IOException {
        return new HostileServer(whenGreeted(malice));
    }

    /** Upgrades and hears the client first. */
    private static HostileServer.Malice whenGreeted(HostileServer.Malice malice) {
        return (request, in, out) -> {
            out.write(HostileServer.upgrade(request));
            in.readNBytes(FIRST_BYTES);
            malice.serve(request, in, out);
        };
    }

    /** Says one frame and ends, sooner or later behind it. */
    private static HostileServer.Malice abrupt() {
        AtomicInteger visit = new AtomicInteger();
        return whenGreeted((request, in, out) -> {
            out.write(HostileServer.frame(2, new byte[100]));
            LockSupport.parkNanos(visit.getAndIncrement() % 64 * 5_000L);
        });
    }

    private static void assertEndsAreHeard(HostileServer server, ClientOptions options) throws InterruptedException {
        for (int round = 1; round <= ROUNDS; round++) {
            Connector connector = Client.connector(server.uri(), options);
            Listening listening = connected(connector);
            listening.let.countDown();
            listening.awaitEnd("round " + round + " of " + ROUNDS);
            assertThat(listening.heard).containsExactly("frame of 100", "end");
            connector.close();
        }
        System.out.println(ROUNDS + " ends right behind a frame were heard at " + server.uri());
    }

    /** Of a server and of clients that trust it alone. */
    private SSLContext certified() throws Exception {
        SelfSigned made = SelfSigned.made(folder, "ip:127.0.0.1");
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(made.keys(), made.password());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", made.keys().getCertificate(SelfSigned.ALIAS));
        TrustManagerFactory others = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        others.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), others.getTrustManagers(), null);
        return context;
    }

    @Test
    void rightBehindAFrame() throws Exception {
        try (HostileServer server = new HostileServer(abrupt())) {
            assertEndsAreHeard(server, ClientOptions.defaults());
        }
    }

    @Test
    void rightBehindAFrameThatIsEncrypted() throws Exception {
        SSLContext context = certified();
        try (HostileServer server = new HostileServer(context.getServerSocketFactory(), abrupt())) {
            assertEndsAreHeard(server, ClientOptions.defaults().withSsl(context));
        }
    }

    /** Nothing is asked for when the end comes, since the client has as much as it takes. */
    @Test
    void behindAsMuchAsIsTakenAtOnce() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (HostileServer server = server((request, in, out) -> {
            for (int i = 0; i < 4; i++) {
                out.write(HostileServer.frame(2, new byte[TAKEN_BYTES / 4]));
            }
            gone.countDown();
        })) {
            Connector connector = connector(server);
            Listening listening = connected(connector);
            assertThat(gone.await(Castle.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            // So that the end has most likely come.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
            listening.let.countDown();
            listening.awaitEnd("after a pause");
            String frame = "frame of " + TAKEN_BYTES / 4;
            assertThat(listening.heard).containsExactly(frame, frame, frame, frame, "end");
            connector.close();
        }
    }

    /** A server that says more than is handled has to wait; then all of it is heard, in order, and its end behind it. */
    @Test
    void behindFarMoreThanIsTakenAtOnce() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        try (HostileServer server = server((request, in, out) -> {
            for (int i = 0; i < FRAMES; i++) {
                out.write(HostileServer.frame(2, new byte[TAKEN_BYTES - i]));
                sent.incrementAndGet();
            }
        })) {
            Connector connector = connector(server);
            Listening listening = connected(connector);
            int before;
            do {
                before = sent.get();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
            } while (sent.get() > before || before == 0);
            assertThat(sent).hasValueLessThan(FRAMES / 2);
            listening.let.countDown();
            listening.awaitEnd("after " + FRAMES + " frames");
            List<String> all = new ArrayList<>();
            for (int i = 0; i < FRAMES; i++) {
                all.add("frame of " + (TAKEN_BYTES - i));
            }
            all.add("end");
            assertThat(listening.heard).isEqualTo(all);
            connector.close();
        }
    }
}
