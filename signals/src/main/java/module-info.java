/** Values that know who read them: signals, computed values, effects. Depends on nothing, and is useful alone. */
module ankurah.signals {
    requires static transitive org.jspecify;

    exports ankurah.signals;
}
