/** What the SQL storage engines share: the engine, written once against a small database interface. */
@SuppressWarnings("module") // the rooms above that share it are not there when this one is compiled
module ankurah.storage.sql {
    requires transitive ankurah.storage;
    requires transitive java.sql;
    requires static org.jspecify;

    exports ankurah.storage.sql.internal to
            ankurah.storage.sqlite,
            ankurah.storage.postgres;
}
