/** The ground: ids, clocks, values and their order, the codec, events and commits. */
module ankurah.event {
    requires static org.jspecify;
}
