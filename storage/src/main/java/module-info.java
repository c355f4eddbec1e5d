/** The storage contract, the ordered key-value engine and the memory store. */
@SuppressWarnings("module") // the rooms above that share the helpers below are not there when this one is compiled
module ankurah.storage {
    requires transitive ankurah.query;
    requires static org.jspecify;

    exports ankurah.storage;
    exports ankurah.storage.tree;
}
