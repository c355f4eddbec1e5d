/** Entities, policies, live queries, sync and nodes. */
module ankurah.core {
    requires transitive ankurah.storage;
    requires static org.jspecify;
}
