package ankurah.cli.internal.load;

/** What became of the rows that were read. */
public record Counts(long created, long changed, long unchanged) {
    static final Counts NONE = new Counts(0, 0, 0);

    public long rows() {
        return created + changed + unchanged;
    }

    Counts plus(Counts more) {
        return new Counts(created + more.created, changed + more.changed, unchanged + more.unchanged);
    }
}
