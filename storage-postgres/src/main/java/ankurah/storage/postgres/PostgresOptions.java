package ankurah.storage.postgres;

import ankurah.event.AnkurahException;
import ankurah.storage.EngineOptions;

/**
 * How a database is opened.
 *
 * @param engine where ids come from, and limits; how durable a commit is says the server
 * @param schema the schema that holds the tables: small letters, digits and underscores
 * @param connections how many connections read at once; each open snapshot has one
 * @param waitMillis how long to wait for a connection, or for the turn to write
 * @param resolveMillis how long to look for a group whose connection was lost in the middle of its commit
 * @param pollMillis how often to look what others wrote when no notice of it comes
 */
public record PostgresOptions(
        EngineOptions engine, String schema, int connections, int waitMillis, int resolveMillis, int pollMillis) {
    private static final int LEAST_WAIT = 250;

    /** @throws AnkurahException.Invalid {@code storage.options} for a schema or a number that cannot be used */
    public PostgresOptions {
        if (!schema.matches("[a-z][a-z0-9_]{0,39}") || schema.startsWith("pg_")) {
            throw invalid(
                    "a schema has 1 to 40 small letters, digits and underscores, a letter first, and does not begin"
                            + " with pg_; not '" + schema + "'");
        }
        if (connections < 1 || waitMillis < LEAST_WAIT || resolveMillis < 0 || pollMillis < 1) {
            throw invalid("at least 1 connection, " + LEAST_WAIT + " ms to wait, 0 ms to resolve, 1 ms to poll; not "
                    + connections + ", " + waitMillis + ", " + resolveMillis + ", " + pollMillis);
        }
    }

    private static AnkurahException invalid(String why) {
        return new AnkurahException.Invalid("storage.options", why);
    }

    public static PostgresOptions defaults() {
        return new PostgresOptions(EngineOptions.defaults(), "ankurah", 16, 5_000, 30_000, 5_000);
    }

    public PostgresOptions withEngine(EngineOptions changed) {
        return new PostgresOptions(changed, schema, connections, waitMillis, resolveMillis, pollMillis);
    }

    public PostgresOptions withSchema(String name) {
        return new PostgresOptions(engine, name, connections, waitMillis, resolveMillis, pollMillis);
    }

    public PostgresOptions withConnections(int most) {
        return new PostgresOptions(engine, schema, most, waitMillis, resolveMillis, pollMillis);
    }

    public PostgresOptions withWaitMillis(int millis) {
        return new PostgresOptions(engine, schema, connections, millis, resolveMillis, pollMillis);
    }

    public PostgresOptions withResolveMillis(int millis) {
        return new PostgresOptions(engine, schema, connections, waitMillis, millis, pollMillis);
    }

    public PostgresOptions withPollMillis(int millis) {
        return new PostgresOptions(engine, schema, connections, waitMillis, resolveMillis, millis);
    }
}
