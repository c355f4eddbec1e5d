package ankurah.bench;

import ankurah.event.Value;
import java.util.Map;

/** The shapes of the live queries under measurement, over rows of {@link Rows}. */
public enum LiveKind {
    EQUALITY {
        @Override
        String query(int i) {
            return "AlbumId = " + i;
        }

        @Override
        Map<String, Value> row(int i) {
            return Map.of("AlbumId", Value.of(i));
        }
    },
    RANGE {
        @Override
        String query(int i) {
            return "AlbumId >= " + i + " AND AlbumId < " + (i + 1);
        }

        @Override
        Map<String, Value> row(int i) {
            return Map.of("AlbumId", Value.of(i));
        }
    },
    PREFIX {
        @Override
        String query(int i) {
            return "Composer LIKE 'composer " + (10_000_000 + i) + " and%'";
        }

        @Override
        Map<String, Value> row(int i) {
            return Map.of("Composer", Value.of("composer " + (10_000_000 + i) + " and others"));
        }
    };

    /** The i-th query. */
    abstract String query(int i);

    /** What a row has that belongs to the i-th query and to no other. */
    abstract Map<String, Value> row(int i);

    /** A query to which no row belongs. */
    String empty(int i) {
        return query(1_000_000 + i);
    }
}
