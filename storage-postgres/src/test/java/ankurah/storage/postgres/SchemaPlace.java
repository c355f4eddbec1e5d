package ankurah.storage.postgres;

import ankurah.storage.EngineOptions;
import ankurah.storage.StorageEngine;
import ankurah.storage.postgres.testkit.PostgresServer;
import ankurah.storage.testkit.Place;

/** A schema of the server that all tests share. It goes with the server. */
final class SchemaPlace implements Place {
    private final PostgresServer server = PostgresServer.shared();
    private final PostgresOptions options = PostgresOptions.defaults().withSchema(PostgresServer.newSchema());

    @Override
    public StorageEngine open(EngineOptions engine) {
        return PostgresStorage.open(server.url(), options.withEngine(engine));
    }

    @Override
    public void close() {}
}
