package ankurah.core;

/** Rows derived from live ones. */
public interface DerivedRows extends LiveRows, LiveValue<ResultSet> {}
