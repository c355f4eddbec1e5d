/** Storage on a TiKV cluster. */
module ankurah.storage.tikv {
    requires transitive ankurah.storage;
    // What the client's jar, which says nothing of itself, needs.
    requires java.logging;
    requires java.naming;
    requires jdk.unsupported;
    requires tikv.client.java;
    requires static org.jspecify;

    exports ankurah.storage.tikv;
}
