/** Embedded storage on RocksDB. */
module ankurah.storage.rocksdb {
    requires transitive ankurah.storage;
    requires rocksdbjni;
    requires static org.jspecify;

    exports ankurah.storage.rocksdb;
}
