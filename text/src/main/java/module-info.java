/** Collaborative text: a CRDT whose bytes are those of Yjs. */
module ankurah.text {
    requires static transitive org.jspecify;

    exports ankurah.text;
}
