package ankurah.storage.postgres;

import ankurah.storage.StorageEngine;
import ankurah.storage.postgres.internal.PostgresDatabase;
import ankurah.storage.sql.internal.SqlEngine;

/** A storage engine in a Postgres database, 15 or newer, which any number of servers may have open at once. */
public final class PostgresStorage {
    private PostgresStorage() {}

    /** Opens the store in the schema {@code ankurah}, or makes it. */
    public static StorageEngine open(String url) {
        return open(url, PostgresOptions.defaults());
    }

    /**
     * Opens the store, or makes it. Several programs may do so at the same time.
     *
     * @param url as of libpq, {@code postgresql://user:password@host:port/database?sslmode=verify-full}, or as of the JDBC
     *     driver, {@code jdbc:postgresql://...}; their parameters are passed on
     * @throws ankurah.event.AnkurahException.Unavailable {@code storage.unreachable} if no server answers
     * @throws ankurah.event.AnkurahException.Refused {@code storage.login} if it lets this user not in
     * @throws ankurah.event.AnkurahException.NotFound {@code storage.no_database} if it has no such database
     * @throws ankurah.event.AnkurahException.Invalid {@code storage.options} for a text that is no such URL
     * @throws ankurah.event.AnkurahException.Fault {@code storage.foreign} if the schema holds something else,
     *     {@code storage.unwritable} if this user may not make it or write to it; nothing in it is changed
     * @throws ankurah.event.AnkurahException.Conflict {@code storage.newer_format} if a later version made it,
     *     {@code storage.other_system} if it belongs to another system than the options require,
     *     {@code storage.old_server} if the server is older than 15
     */
    public static StorageEngine open(String url, PostgresOptions options) {
        return SqlEngine.open(PostgresDatabase.open(url, options), options.engine());
    }
}
