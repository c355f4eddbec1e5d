/** A real Postgres for tests. */
@org.jspecify.annotations.NullMarked
package ankurah.storage.postgres.testkit;
