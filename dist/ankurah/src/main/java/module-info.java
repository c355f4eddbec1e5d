/** What a Java program uses of Ankurah, in one name: models, nodes, the embedded store, server and client. */
module ankurah {
    requires transitive ankurah.client;
    requires transitive ankurah.core;
    requires transitive ankurah.model;
    requires transitive ankurah.server;
    requires transitive ankurah.storage.rocksdb;
}
