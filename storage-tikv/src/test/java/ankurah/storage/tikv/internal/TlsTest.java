package ankurah.storage.tikv.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.testkit.certificates.SelfSigned;
import ankurah.storage.tikv.TikvOptions;
import ankurah.storage.tikv.TikvTls;
import ankurah.storage.tikv.twin.Cluster;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tikv.shade.io.grpc.netty.GrpcSslContexts;
import org.tikv.shade.io.netty.handler.ssl.ClientAuth;
import org.tikv.shade.io.netty.handler.ssl.SslContext;

/** A cluster that shows who it is, and wants to know who asks. */
class TlsTest {
    @TempDir
    private Path folder;

    @Test
    void bothSidesProveWhoTheyAre() throws Exception {
        makeCertificate("server");
        makeCertificate("client");
        SslContext ssl = GrpcSslContexts.forServer(
                        pem("server", "crt").toFile(), pem("server", "key").toFile())
                .trustManager(pem("client", "crt").toFile())
                .clientAuth(ClientAuth.REQUIRE)
                .build();
        try (Cluster cluster = new Cluster(1, 2, false, ssl)) {
            TikvTls trusting = TikvTls.trusting(pem("server", "crt"));
            try (TikvStore store = TikvStore.open(cluster.address(), options(as(trusting, "client")))) {
                Bench.write(store, batch -> batch.put(new byte[] {1}, new byte[] {2}));
                try (OrderedSnapshot now = store.snapshot()) {
                    assertThat(Bench.walk(now, Bench.FIRST, Bench.LIMIT, true)).containsExactly("01=02");
                }
            }
            assertUnreachable(cluster, Bench.hasty());
            assertUnreachable(cluster, Bench.hasty().withTls(trusting));
            assertUnreachable(cluster, Bench.hasty().withTls(as(trusting, "server")));
            assertUnreachable(cluster, Bench.hasty().withTls(as(TikvTls.trusting(pem("client", "crt")), "client")));
        }
    }

    @Test
    void filesThatAreNoCertificatesAreRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "nothing");
        assertThatThrownBy(() -> TikvStore.open("127.0.0.1:1", options(TikvTls.trusting(file))))
                .isInstanceOfSatisfying(
                        AnkurahException.Invalid.class,
                        e -> assertThat(e.code()).isEqualTo("storage.tls"));
    }

    private static TikvOptions options(TikvTls tls) {
        return Bench.options().withTls(tls);
    }

    private TikvTls as(TikvTls tls, String name) {
        return tls.as(pem(name, "crt"), pem(name, "key"));
    }

    private static void assertUnreachable(Cluster cluster, TikvOptions options) {
        assertThatThrownBy(() -> TikvStore.open(cluster.address(), options))
                .isInstanceOfSatisfying(
                        AnkurahException.Unavailable.class,
                        e -> assertThat(e.code()).isEqualTo("storage.unreachable"));
    }

    private Path pem(String name, String kind) {
        return folder.resolve(name + "." + kind);
    }

    private void makeCertificate(String name) throws Exception {
        SelfSigned made = SelfSigned.made(folder, "ip:127.0.0.1");
        Files.writeString(pem(name, "crt"), made.certificatePem());
        Files.writeString(pem(name, "key"), made.keyPem());
    }
}
