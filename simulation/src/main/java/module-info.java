/** A whole system, from network and disks to clocks and schedule, decided by one seed. */
module ankurah.simulation {
    requires transitive ankurah.core;
    requires java.logging;
    requires static org.jspecify;

    exports ankurah.simulation;
}
