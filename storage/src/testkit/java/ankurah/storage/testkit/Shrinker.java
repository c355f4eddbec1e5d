package ankurah.storage.testkit;

import ankurah.event.Value;
import ankurah.query.OrderBy;
import ankurah.query.Predicate;
import ankurah.query.Query;
import ankurah.storage.IndexSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Leaves out of a failing case whatever it fails without. */
final class Shrinker {
    /** At most so many cases are tried. */
    private static final int MOST_TRIES = 3_000;

    /** Whether a case fails. */
    interface Failure {
        boolean of(Scenario scenario);
    }

    private final Failure fails;
    private Scenario best;
    private int tries;

    private Shrinker(Scenario failing, Failure fails) {
        this.best = failing;
        this.fails = fails;
    }

    static Scenario shrink(Scenario failing, Failure fails) {
        Shrinker shrinker = new Shrinker(failing, fails);
        Scenario before;
        do {
            before = shrinker.best;
            shrinker.round();
        } while (shrinker.best != before && shrinker.tries < MOST_TRIES);
        return shrinker.best;
    }

    private void round() {
        for (int size = Math.max(1, best.rows().size() / 2); size >= 1; size /= 2) {
            dropRows(size);
        }
        for (int size = Math.max(1, best.changes().size() / 2); size >= 1; size /= 2) {
            dropChanges(size);
        }
        for (IndexSpec index : best.indexes()) {
            List<IndexSpec> fewer = new ArrayList<>(best.indexes());
            fewer.remove(index);
            attempt(with(best.query(), fewer));
            narrow(index);
        }
        simplify();
        dropValues();
    }

    private boolean attempt(Scenario smaller) {
        if (tries >= MOST_TRIES) {
            return false;
        }
        tries++;
        if (fails.of(smaller)) {
            best = smaller;
            return true;
        }
        return false;
    }

    private void dropRows(int size) {
        List<Integer> numbers = new ArrayList<>(best.rows().keySet());
        for (int from = 0; from < numbers.size(); from += size) {
            TreeMap<Integer, Map<String, Value>> fewer = new TreeMap<>(best.rows());
            numbers.subList(from, Math.min(numbers.size(), from + size)).forEach(fewer::remove);
            attempt(with(fewer, best.changes()));
        }
    }

    private void dropChanges(int size) {
        for (int from = 0; from < best.changes().size(); ) {
            List<Scenario.Change> fewer = new ArrayList<>(best.changes());
            fewer.subList(from, Math.min(fewer.size(), from + size)).clear();
            if (!attempt(with(best.rows(), fewer))) {
                from += size;
            }
        }
    }

    private void narrow(IndexSpec index) {
        for (OrderBy column : index.columns()) {
            List<OrderBy> columns = new ArrayList<>(index.columns());
            columns.remove(column);
            if (columns.isEmpty() || !best.indexes().contains(index)) {
                return;
            }
            List<IndexSpec> others = new ArrayList<>(best.indexes());
            others.set(others.indexOf(index), new IndexSpec(Schema.COLLECTION, columns));
            attempt(with(best.query(), others));
        }
    }

    private void simplify() {
        if (best.afterRow() != null) {
            attempt(new Scenario(
                    best.seed(),
                    best.rows(),
                    best.changes(),
                    best.indexes(),
                    best.stage(),
                    best.steps(),
                    best.query(),
                    null));
        }
        attempt(with(best.query().withLimit(null), best.indexes()));
        for (OrderBy column : best.query().orderBy()) {
            List<OrderBy> columns = new ArrayList<>(best.query().orderBy());
            columns.remove(column);
            attempt(with(best.query().withOrderBy(columns), best.indexes()));
        }
        boolean found = true;
        while (found) {
            found = false;
            for (Predicate part : simpler(best.query().where())) {
                if (attempt(with(best.query().withWhere(part), best.indexes()))) {
                    found = true;
                    break;
                }
            }
        }
    }

    private static List<Predicate> simpler(Predicate where) {
        List<Predicate> simpler = new ArrayList<>();
        switch (where) {
            case Predicate.And and -> without(and.parts(), true, simpler);
            case Predicate.Or or -> without(or.parts(), false, simpler);
            case Predicate.Not not -> simpler.add(not.part());
            case Predicate.In in -> {
                for (int i = 0; i < in.options().size() && in.options().size() > 1; i++) {
                    var options = new ArrayList<>(in.options());
                    options.remove(i);
                    simpler.add(new Predicate.In(in.operand(), options));
                }
            }
            default -> {}
        }
        if (!where.equals(Predicate.TRUE)) {
            simpler.add(0, Predicate.TRUE);
        }
        return simpler;
    }

    private static void without(List<Predicate> parts, boolean all, List<Predicate> simpler) {
        simpler.addAll(parts);
        for (int i = 0; i < parts.size(); i++) {
            List<Predicate> fewer = new ArrayList<>(parts);
            fewer.remove(i);
            simpler.add(all ? Predicate.allOf(fewer) : Predicate.anyOf(fewer));
            for (Predicate part : simpler(parts.get(i))) {
                List<Predicate> other = new ArrayList<>(parts);
                other.set(i, part);
                simpler.add(all ? Predicate.allOf(other) : Predicate.anyOf(other));
            }
        }
    }

    private void dropValues() {
        for (Integer number : List.copyOf(best.rows().keySet())) {
            for (String name : List.copyOf(best.rows().get(number).keySet())) {
                TreeMap<Integer, Map<String, Value>> rows = new TreeMap<>(best.rows());
                Map<String, Value> fewer = new TreeMap<>(rows.get(number));
                fewer.remove(name);
                rows.put(number, fewer);
                attempt(with(rows, best.changes()));
            }
        }
    }

    private Scenario with(Query query, List<IndexSpec> indexes) {
        return new Scenario(
                best.seed(), best.rows(), best.changes(), indexes, best.stage(), best.steps(), query, best.afterRow());
    }

    private Scenario with(TreeMap<Integer, Map<String, Value>> rows, List<Scenario.Change> changes) {
        return new Scenario(
                best.seed(), rows, changes, best.indexes(), best.stage(), best.steps(), best.query(), best.afterRow());
    }
}
