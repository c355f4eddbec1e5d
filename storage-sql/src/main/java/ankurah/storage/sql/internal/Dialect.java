package ankurah.storage.sql.internal;

import java.sql.SQLException;
import java.util.List;

/** In what words a database is spoken to, where databases differ. */
public interface Dialect {

    /** A table of ours as it is written in SQL. */
    String table(String name);

    /** The name of an index of the database as it is written where it is made. */
    String index(String name);

    /** The type of a column. */
    String type(TableChange.ColumnType type);

    /** What is added behind the definition of a table of small rows, to lie in the order of their keys. */
    String clustered();

    /** What is added behind the definition of a table whose rows are written again and again. */
    default String rewritten() {
        return "";
    }

    /** The condition that a row is not a deleted one. */
    String notDeleted();

    /** The last 32 bytes of a column: the id in an index entry. */
    String idOf(String column);

    /** The value of a label in the column {@code data}, as a column of a view. */
    String shown(String label, String kind);

    /** The statements that make a view, or replace the one there is. */
    List<String> view(String view, String selection);

    /** Statements that make the database look anew how the keys of a table lie. */
    List<String> lookAnew(String table);

    /**
     * About how many rows of a table have a key in a range; a wrong answer costs time, never a row.
     *
     * @param states the table of the states, which has about as many rows as one of the collection's indexes
     */
    long estimate(SqlConnection connection, String table, String key, byte[] from, byte[] to, String states)
            throws SQLException;
}
