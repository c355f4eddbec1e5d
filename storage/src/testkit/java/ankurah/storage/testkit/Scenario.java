package ankurah.storage.testkit;

import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.query.AnkQl;
import ankurah.query.OrderBy;
import ankurah.query.Query;
import ankurah.storage.IndexSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One query, all it is asked of, and when. Ids in it are {@link Fakes}.
 *
 * @param seed of the ids that the rows get
 * @param rows by number, as created
 * @param changes what is written to rows, or which rows are made, once the indexes have come as far as the stage says
 * @param steps how much is done for the indexes in the stage {@link Stage#BUILDING}
 * @param afterRow the row behind which the answer begins; null for the start
 */
record Scenario(
        long seed,
        TreeMap<Integer, Map<String, Value>> rows,
        List<Change> changes,
        List<IndexSpec> indexes,
        Stage stage,
        int steps,
        Query query,
        @Nullable Integer afterRow) {

    enum Stage {
        BEFORE,
        BUILDING,
        AFTER,
        REOPENED
    }

    /** What is written to a row. */
    record Change(int row, Map<String, Value> values) {}

    /** A text that {@link #read} understands. */
    String text() {
        CborWriter out = new CborWriter().array(8).integer(seed).array(rows.size());
        rows.forEach((number, row) -> write(out, number, row));
        out.array(changes.size());
        changes.forEach(change -> write(out, change.row(), change.values()));
        out.array(indexes.size());
        for (IndexSpec index : indexes) {
            out.text(AnkQl.print(Query.ALL.withOrderBy(index.columns())));
        }
        out.text(stage.name()).integer(steps).text(AnkQl.print(query));
        out.integer(afterRow == null ? -1 : afterRow);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toBytes());
    }

    private static void write(CborWriter out, int number, Map<String, Value> row) {
        out.array(2).integer(number).array(row.size());
        new TreeMap<>(row).forEach((name, value) -> {
            out.array(2).text(name);
            ValueCodec.write(out, value);
        });
    }

    static Scenario read(String text) {
        CborReader in = new CborReader(Base64.getUrlDecoder().decode(text));
        in.array(8, "a scenario");
        long seed = in.integer();
        TreeMap<Integer, Map<String, Value>> rows = new TreeMap<>();
        for (int i = in.array(); i > 0; i--) {
            Change row = change(in);
            rows.put(row.row(), row.values());
        }
        List<Change> changes = new ArrayList<>();
        for (int i = in.array(); i > 0; i--) {
            changes.add(change(in));
        }
        List<IndexSpec> indexes = new ArrayList<>();
        for (int i = in.array(); i > 0; i--) {
            List<OrderBy> columns = AnkQl.parse(in.text()).orderBy();
            indexes.add(new IndexSpec(Schema.COLLECTION, columns));
        }
        Stage stage = Stage.valueOf(in.text());
        int steps = in.count(Integer.MAX_VALUE);
        Query query = AnkQl.parse(in.text());
        int after = (int) in.integer();
        return new Scenario(seed, rows, changes, indexes, stage, steps, query, after < 0 ? null : after);
    }

    private static Change change(CborReader in) {
        in.array(2, "a row");
        int number = in.count(Integer.MAX_VALUE);
        Map<String, Value> values = new TreeMap<>();
        for (int i = in.array(); i > 0; i--) {
            in.array(2, "a value");
            values.put(in.text(), ValueCodec.read(in));
        }
        return new Change(number, values);
    }

    /** For people. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("query  ").append(query).append('\n');
        if (afterRow != null) {
            text.append("behind row ").append(afterRow).append('\n');
        }
        text.append("stage  ").append(stage).append(", ").append(steps).append(" steps\n");
        indexes.forEach(index -> text.append("index  ").append(index).append('\n'));
        rows.forEach((number, row) ->
                text.append("row    ").append(number).append(' ').append(row).append('\n'));
        changes.forEach(change -> text.append("change ")
                .append(change.row())
                .append(' ')
                .append(change.values())
                .append('\n'));
        return text.append("again with -Dankurah.case=").append(text()).toString();
    }
}
