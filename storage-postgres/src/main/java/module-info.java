/** Storage that servers share, on Postgres. */
module ankurah.storage.postgres {
    requires transitive ankurah.storage;
    requires ankurah.storage.sql;
    requires org.postgresql.jdbc;
    requires com.zaxxer.hikari;
    requires static org.checkerframework.checker.qual;
    requires static org.jspecify;

    exports ankurah.storage.postgres;
}
