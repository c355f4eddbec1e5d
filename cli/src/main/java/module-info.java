/** The ankurah command. */
module ankurah.cli {
    requires ankurah.server;
    requires ankurah.client;
    requires ankurah.auth.jwt;
    requires ankurah.storage.postgres;
    requires ankurah.storage.rocksdb;
    requires ankurah.storage.sqlite;
    requires java.logging;
    requires java.management;
    requires java.net.http;
    requires static org.jspecify;
}
