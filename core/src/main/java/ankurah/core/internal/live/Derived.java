package ankurah.core.internal.live;

import ankurah.core.DerivedRows;
import ankurah.core.Entity;
import ankurah.core.Groups;
import ankurah.core.LiveRows;
import ankurah.core.LiveValue;
import ankurah.core.ResultSet;
import ankurah.core.RowFunction;
import ankurah.core.RowTest;
import ankurah.event.Value;
import ankurah.signals.Computation;
import ankurah.signals.Equality;
import ankurah.signals.Signal;
import java.util.List;

/** What can be derived from live rows. */
public final class Derived {
    private final Pulse pulse;
    private final Signal<ResultSet> rows;

    public Derived(Pulse pulse, Signal<ResultSet> rows) {
        this.pulse = pulse;
        this.rows = rows;
    }

    public DerivedRows filter(RowTest test) {
        Following<Rows> following = new Following<>(rows, new Filtering(test));
        return new OfRows(pulse, following::value);
    }

    public <T> LiveValue<List<T>> map(RowFunction<? extends T> function) {
        Following<MappedRows<T>> following = new Following<>(rows, new Mapping<T>(function));
        return new DerivedValue<>(pulse, following::value, Equality.identical());
    }

    public DerivedRows combine(LiveRows other) {
        return new OfRows(pulse, new Combining(rows, other)::value);
    }

    public LiveValue<Integer> count() {
        return new DerivedValue<>(pulse, () -> rows.get().size(), Equality.equal());
    }

    public LiveValue<Value> sum(String property) {
        Following<Sum> following = new Following<>(rows, new Summing(property));
        return new DerivedValue<>(pulse, () -> following.value().value(), Equality.equal());
    }

    public LiveValue<Groups> groupBy(String property) {
        return groups(new Grouping(property, null));
    }

    public LiveValue<Groups> groupBy(String property, String summed) {
        return groups(new Grouping(property, summed));
    }

    private LiveValue<Groups> groups(Grouping grouping) {
        Following<Grouped> following = new Following<>(rows, grouping);
        return new DerivedValue<>(pulse, following::value, Equality.identical());
    }

    /** Rows that more can be derived from. */
    private static final class OfRows extends DerivedValue<ResultSet> implements DerivedRows {
        OfRows(Pulse pulse, Computation<ResultSet> present) {
            super(pulse, present, Equality.equal());
        }

        private Derived derived() {
            return new Derived(pulse(), this);
        }

        @Override
        public DerivedRows filter(RowTest test) {
            return derived().filter(test);
        }

        @Override
        public <T> LiveValue<List<T>> map(RowFunction<? extends T> function) {
            return derived().map(function);
        }

        @Override
        public DerivedRows combine(LiveRows other) {
            return derived().combine(other);
        }

        @Override
        public LiveValue<Integer> count() {
            return derived().count();
        }

        @Override
        public LiveValue<Value> sum(String property) {
            return derived().sum(property);
        }

        @Override
        public LiveValue<Groups> groupBy(String property) {
            return derived().groupBy(property);
        }

        @Override
        public LiveValue<Groups> groupBy(String property, String summed) {
            return derived().groupBy(property, summed);
        }
    }

    /** Some rows, and those that join or leave them. */
    static final class Patch {
        private final Rows start;
        private final List<ankurah.query.SortKey> gone = new java.util.ArrayList<>();
        private final java.util.LinkedHashMap<ankurah.query.SortKey, Entity> come = new java.util.LinkedHashMap<>();

        Patch(Rows start) {
            this.start = start;
        }

        void put(ankurah.query.SortKey key, Entity row) {
            come.put(key, row);
        }

        void remove(ankurah.query.SortKey key) {
            gone.add(key);
        }

        Rows done() {
            if (gone.isEmpty() && come.isEmpty()) {
                return start;
            }
            var sorted = start.sorted().edit();
            var keys = start.keys().edit();
            for (var key : gone) {
                sorted.remove(key);
                keys.remove(key.id());
            }
            come.forEach((key, row) -> {
                sorted.put(key, row);
                keys.put(row.id(), key);
            });
            var built = sorted.build();
            return new Rows(built, keys.build(), built.size());
        }
    }
}
