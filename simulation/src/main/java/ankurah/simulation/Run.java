package ankurah.simulation;

/**
 * One run that held.
 *
 * @param settings what decided it
 * @param trace a hash over everything that happened; the same for the same settings
 * @param commits how many commits the server logged
 * @param handovers how often another strand went on
 * @param virtualMillis how long it took on the virtual clock
 */
public record Run(Settings settings, long trace, long commits, long handovers, long virtualMillis) {}
