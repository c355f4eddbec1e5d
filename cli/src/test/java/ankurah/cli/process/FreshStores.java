package ankurah.cli.process;

import ankurah.storage.postgres.testkit.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** Names of stores in which nothing is, by the kinds that last. */
final class FreshStores {
    static final String POSTGRES = "postgresql";

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private FreshStores() {}

    static String of(String kind, Path folder) throws SQLException {
        String name = "store" + NUMBERS.incrementAndGet();
        if (!kind.equals(POSTGRES)) {
            return kind + ":" + folder.resolve(name);
        }
        PostgresServer server = PostgresServer.shared();
        server.execute("CREATE DATABASE " + name);
        return server.url(name);
    }
}
