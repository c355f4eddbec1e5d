/** The ground: ids, clocks, values and their order, the codec, events and commits. */
@SuppressWarnings("module") // the rooms above that share the helpers below are not there when this one is compiled
module ankurah.event {
    requires static transitive org.jspecify;

    exports ankurah.event;
    exports ankurah.event.cbor;
    exports ankurah.event.internal to
            ankurah.query,
            ankurah.storage,
            ankurah.storage.rocksdb,
            ankurah.storage.sql,
            ankurah.storage.postgres,
            ankurah.core,
            ankurah.server,
            ankurah.client,
            ankurah.web,
            ankurah.cli;
}
