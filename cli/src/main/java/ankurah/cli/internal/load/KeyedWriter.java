package ankurah.cli.internal.load;

import ankurah.cli.internal.Failure;
import ankurah.cli.internal.input.SourceRow;
import ankurah.core.Entity;
import ankurah.core.Transaction;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A row whose key is there already changes that entity, as far as it differs; any other becomes an entity. */
final class KeyedWriter implements Writer {
    private final String collection;
    private final String key;
    private final KeyDirectory directory;
    /** Keys created or changed by this import, whose batches may be under way. */
    private final Set<Value> touched = new TreeSet<>();
    /** The rows of this batch that are there, as far as it has been written. */
    private Map<Value, Entity> present = Map.of();

    KeyedWriter(String collection, String key, KeyDirectory directory) {
        this.collection = collection;
        this.key = key;
        this.directory = directory;
    }

    @Override
    public boolean dependsOnEarlier(List<SourceRow> rows) {
        for (SourceRow row : rows) {
            if (touched.contains(keyOf(row))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void prepare(List<SourceRow> rows) {
        List<Value> keys = new ArrayList<>(rows.size());
        for (SourceRow row : rows) {
            keys.add(keyOf(row));
        }
        present = directory.read(keys);
        touched.addAll(keys);
    }

    @Override
    public Counts write(List<SourceRow> rows, Transaction tx) {
        Counts counts = Counts.NONE;
        for (SourceRow row : rows) {
            counts = counts.plus(Lines.at(row, () -> write(row, tx)));
        }
        return counts;
    }

    private Counts write(SourceRow row, Transaction tx) {
        Value value = keyOf(row);
        Entity before = present.get(value);
        if (before == null) {
            Entity created = tx.create(collection, row.fields());
            directory.put(value, created.id());
            present.put(value, created);
            return new Counts(1, 0, 0);
        }
        Map<String, Value> differing = new LinkedHashMap<>();
        row.fields().forEach((property, wanted) -> {
            if (!wanted.equals(before.get(property))) {
                differing.put(property, wanted);
            }
        });
        if (differing.isEmpty()) {
            return new Counts(0, 0, 1);
        }
        tx.edit(before.id(), differing);
        present.put(value, tx.get(before.id()));
        return new Counts(0, 1, 0);
    }

    private Value keyOf(SourceRow row) {
        Value value = row.fields().getOrDefault(key, Value.NULL);
        if (value.isNull()) {
            throw Failure.failed("line " + row.line() + ": the row has no '" + key + "', which --key names");
        }
        return value;
    }
}
