package ankurah.core.internal.node;

import ankurah.core.ChangeListener;
import ankurah.core.ChangeSet;
import ankurah.core.DerivedRows;
import ankurah.core.Groups;
import ankurah.core.LiveQuery;
import ankurah.core.LiveRows;
import ankurah.core.LiveState;
import ankurah.core.LiveValue;
import ankurah.core.Principal;
import ankurah.core.ResultSet;
import ankurah.core.RowFunction;
import ankurah.core.RowTest;
import ankurah.core.Status;
import ankurah.core.Subscription;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.internal.gate.Backend;
import ankurah.core.internal.gate.Coverage;
import ankurah.core.internal.live.Derived;
import ankurah.core.internal.live.Pulse;
import ankurah.core.internal.live.Standing;
import ankurah.core.internal.live.Subscriber;
import ankurah.core.internal.live.Window;
import ankurah.core.internal.live.WindowListener;
import ankurah.core.internal.run.Deadlines;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.Query;
import ankurah.signals.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A window whose changes go to the program's listeners, and to the node's signals. */
final class NodeLiveQuery implements LiveQuery, Pulse.Pulsed {
    private final Backend backend;
    private final Principal principal;
    private final String collection;
    private final Window window;
    private final Standing standing;
    private final CopyOnWriteArrayList<Subscriber> subscribers = new CopyOnWriteArrayList<>();

    private final Pulse pulse;
    /** What the graph shows while it has not come to the newest position; guarded by the reactor's lock. */
    private @Nullable ResultSet behind;

    private volatile @Nullable Source source;

    private NodeLiveQuery(Backend backend, Principal principal, String collection) {
        this.backend = backend;
        this.principal = principal;
        this.collection = collection;
        this.pulse = backend.reactor().pulse();
        this.standing = new Standing(pulse, collection, this::present);
        this.window = backend.reactor().window(new WindowListener() {
            @Override
            public void onChange(ResultSet before, ChangeSet change, Root root) {
                changed(before, change, root);
            }

            @Override
            public void onFailure() {
                standing.changed();
            }
        });
    }

    static NodeLiveQuery open(Backend backend, Principal principal, String collection, Query bound) {
        NodeLiveQuery live = new NodeLiveQuery(backend, principal, collection);
        live.select(bound);
        return live;
    }

    private void changed(ResultSet before, ChangeSet change, Root root) {
        for (Subscriber subscriber : subscribers) {
            backend.reactor().outbox().add(subscriber, before, change, root);
        }
        if (pulse.isUsed() && behind == null) {
            behind = before;
            standing.hold();
            pulse.note(this);
        }
    }

    @Override
    public String collection() {
        return collection;
    }

    @Override
    public Query query() {
        Query query = window.query();
        return query == null ? Query.ALL : query;
    }

    @Override
    public ResultSet result() {
        if (pulse.isUsed()) {
            source().track();
        }
        return peek();
    }

    @Override
    public ResultSet peek() {
        return pulse.isInside() ? shown() : window.rows();
    }

    /** What the graph shows. */
    private ResultSet shown() {
        ResultSet[] shown = new ResultSet[1];
        backend.reactor().between(newest -> shown[0] = behind == null ? window.rows() : behind);
        return shown[0];
    }

    private Source source() {
        Source known = source;
        return known != null ? known : makeSource();
    }

    private synchronized Source makeSource() {
        Source known = source;
        if (known == null) {
            known = pulse.graph()
                    .source(new Source.Upstream() {
                        @Override
                        public Object stamp() {
                            return shown();
                        }
                    })
                    .named("live " + collection);
            source = known;
        }
        return known;
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

    private Derived derived() {
        return new Derived(pulse, this);
    }

    @Override
    public void goOn() {
        behind = null;
        standing.release();
    }

    @Override
    public void tell() {
        Source known = source;
        if (known != null) {
            known.invalidate();
        }
    }

    @Override
    public LiveValue<LiveState> state() {
        return standing.signal();
    }

    @Override
    public Status status() {
        return standing.read().status();
    }

    @Override
    public Optional<AnkurahException> error() {
        return standing.read().error();
    }

    private LiveState present() {
        AnkurahException failure = window.failure();
        Coverage coverage = coverage();
        AnkurahException error = failure != null || coverage == null ? failure : coverage.error();
        return new LiveState(presentStatus(failure, coverage), Optional.ofNullable(error));
    }

    private Status presentStatus(@Nullable AnkurahException failure, @Nullable Coverage coverage) {
        if (window.isClosed()) {
            return Status.CLOSED;
        }
        return failure != null || coverage == null ? Status.FAILED : coverage.status();
    }

    @Override
    public LiveQuery awaitLive(Duration timeout) {
        requireOpen();
        AnkurahException failure = window.failure();
        if (failure != null) {
            throw failure;
        }
        Coverage coverage = coverage();
        if (coverage != null) {
            coverage.awaitLive(Deadlines.in(timeout, backend.platform().scheduler()));
        }
        return this;
    }

    @Override
    public Subscription subscribe(ChangeListener listener) {
        Subscriber subscriber = new Subscriber(listener);
        ResultSet[] initial = new ResultSet[1];
        backend.reactor().between(newest -> {
            requireOpen();
            initial[0] = window.rows();
            subscribers.add(subscriber);
        });
        return new Subscription() {
            @Override
            public ResultSet initial() {
                return initial[0];
            }

            @Override
            public void close() {
                subscribers.remove(subscriber);
                backend.reactor().outbox().end(subscriber);
            }
        };
    }

    @Override
    public void update(Query query) {
        requireOpen();
        select(query);
    }

    @Override
    public void update(String ankql, Value... values) {
        update(AnkQl.parse(ankql).bind(List.of(values)));
    }

    @Override
    public void close() {
        if (window.isClosed() && subscribers.isEmpty()) {
            return;
        }
        window.close();
        release(window.filter());
        standing.changed();
        for (Subscriber subscriber : subscribers) {
            backend.reactor().outbox().end(subscriber);
        }
        subscribers.clear();
    }

    private void select(Query bound) {
        Coverage coverage = backend.cover(principal, collection, bound);
        coverage.listen(standing::changed);
        RowFilter released = coverage;
        try {
            released = window.select(collection, bound, coverage);
        } finally {
            release(released);
            standing.changed();
        }
    }

    private static void release(@Nullable RowFilter filter) {
        if (filter instanceof Coverage coverage) {
            coverage.close();
        }
    }

    private @Nullable Coverage coverage() {
        return window.filter() instanceof Coverage coverage ? coverage : null;
    }

    private void requireOpen() {
        if (window.isClosed()) {
            // With a node all of its live queries close.
            backend.requireOpen();
            throw new AnkurahException.Conflict("live.closed", "the live query was closed; open another");
        }
    }
}
