/** A music catalogue: typed models on a server and its clients. */
module ankurah.examples.catalogue {
    requires ankurah;
    requires static org.jspecify;
}
