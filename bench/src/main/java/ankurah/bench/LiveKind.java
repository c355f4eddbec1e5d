package ankurah.bench;

/** The shapes of the live queries under measurement, over rows of {@link Rows}. */
public enum LiveKind {
    EQUALITY {
        @Override
        String query(int i) {
            return "AlbumId = " + i;
        }
    },
    RANGE {
        @Override
        String query(int i) {
            return "AlbumId >= " + i + " AND AlbumId < " + (i + 1);
        }
    },
    PREFIX {
        @Override
        String query(int i) {
            return "Composer LIKE '" + composer(i) + " and%'";
        }
    };

    /** No query is a prefix of another one's. */
    static String composer(int i) {
        return "composer " + (10_000_000 + i);
    }

    /** The i-th query; rows that belong to it are made by the measurement. */
    abstract String query(int i);

    /** One to which no row belongs. */
    String empty(int i) {
        return query(1_000_000 + i);
    }
}
