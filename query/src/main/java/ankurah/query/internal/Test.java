package ankurah.query.internal;

import ankurah.query.Row;

/** A compiled question about a row. */
public interface Test {
    boolean test(Row row);

    Test ALWAYS = row -> true;
    Test NEVER = row -> false;
}
