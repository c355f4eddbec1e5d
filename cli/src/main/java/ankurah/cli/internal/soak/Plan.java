package ankurah.cli.internal.soak;

/**
 * What a soak does.
 *
 * @param seconds how long work goes on
 * @param store as for {@code --storage}
 * @param pauseMillis how long a client waits between two commits, on average
 */
public record Plan(int clients, int seconds, String store, long seed, int pauseMillis) {
    /** So many clients share some rows. */
    static final int TEAM = 20;

    /** So many rows each team has. */
    static final int ITEMS = 20;

    int teams() {
        return (clients + TEAM - 1) / TEAM;
    }

    /** What does the same again. */
    String replay() {
        return "ankurah soak --clients " + clients + " --seconds " + seconds + " --pause " + pauseMillis + " --seed "
                + seed;
    }
}
