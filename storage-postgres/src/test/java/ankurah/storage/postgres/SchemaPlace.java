package ankurah.storage.postgres;

import ankurah.storage.EngineOptions;
import ankurah.storage.StorageEngine;
import ankurah.storage.postgres.testkit.PostgresServer;
import ankurah.storage.testkit.Place;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A schema of the server that all tests share. It goes with the server. */
final class SchemaPlace implements Place {
    private final PostgresServer server = PostgresServer.shared();
    private final PostgresOptions options = PostgresOptions.defaults().withSchema(PostgresServer.newSchema());

    @Override
    public StorageEngine open(EngineOptions engine) {
        return PostgresStorage.open(server.url(), options.withEngine(engine));
    }

    String url() {
        return server.url();
    }

    String schema() {
        return options.schema();
    }

    /** A connection beside the store's, which finds its tables by their names. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + server.port()
                + "/postgres?user=postgres&currentSchema=" + options.schema());
    }

    @Override
    public void close() {}
}
