/** A music catalogue: typed models on a server and its clients. */
module ankurah.examples.catalogue {
    requires ankurah.client;
    requires ankurah.model;
    requires ankurah.server;
    requires static org.jspecify;
}
