/** Storage in a file, on SQLite. */
module ankurah.storage.sqlite {
    requires transitive ankurah.storage;
    requires ankurah.storage.sql;
    requires org.xerial.sqlitejdbc;
    requires static org.jspecify;

    exports ankurah.storage.sqlite;
}
