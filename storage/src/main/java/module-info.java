/** The storage contract, the ordered key-value engine and the memory store. */
module ankurah.storage {
    requires transitive ankurah.query;
    requires static org.jspecify;
}
