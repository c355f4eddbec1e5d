/** The storage contract, the ordered key-value engine and the memory store. */
@SuppressWarnings("module") // the rooms above that share the helpers below are not there when this one is compiled
module ankurah.storage {
    requires transitive ankurah.query;
    requires static org.jspecify;

    exports ankurah.storage;
    exports ankurah.storage.tree;
    exports ankurah.storage.internal.engine to
            ankurah.storage.sql;
    exports ankurah.storage.internal.key to
            ankurah.storage.sql;
    exports ankurah.storage.internal.plan to
            ankurah.storage.sql;
    exports ankurah.storage.internal.state to
            ankurah.storage.sql;
}
