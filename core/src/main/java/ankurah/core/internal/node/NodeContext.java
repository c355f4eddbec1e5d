package ankurah.core.internal.node;

import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.Freshness;
import ankurah.core.HistoryEntry;
import ankurah.core.LiveEntity;
import ankurah.core.LiveQuery;
import ankurah.core.Past;
import ankurah.core.Presence;
import ankurah.core.Principal;
import ankurah.core.ReadBody;
import ankurah.core.Receipt;
import ankurah.core.ResultPage;
import ankurah.core.TextEditor;
import ankurah.core.TextMirror;
import ankurah.core.Transaction;
import ankurah.core.TransactionAction;
import ankurah.core.TransactionBody;
import ankurah.core.UndoManager;
import ankurah.core.Undone;
import ankurah.core.internal.entity.FollowingRow;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.internal.entity.RowReader;
import ankurah.core.internal.entity.View;
import ankurah.core.internal.gate.Backend;
import ankurah.core.internal.gate.Coverage;
import ankurah.core.internal.gate.EventEntry;
import ankurah.core.internal.gate.EventPages;
import ankurah.core.internal.live.Scopes;
import ankurah.core.internal.run.Observation;
import ankurah.core.model.ModelDescriptor;
import ankurah.core.observe.Observed;
import ankurah.core.type.TextState;
import ankurah.core.type.TextType;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.event.internal.Lists;
import ankurah.query.AnkQl;
import ankurah.query.Cursor;
import ankurah.query.Ordering;
import ankurah.query.Query;
import ankurah.query.SortKey;
import ankurah.storage.EntityState;
import ankurah.storage.Plan;
import ankurah.storage.Position;
import ankurah.storage.PropertyState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A principal at a node. Outside of a scope each read takes the newest root for as long as it lasts. */
public final class NodeContext implements Context {
    /** How long a read may wait for an answer from afar; a durable node waits for nothing. */
    static final long DEMAND_MILLIS = 10_000;

    private static final int PAGE_ROWS = 100;
    private static final int HISTORY_PAGE = 1000;

    private final Backend backend;
    private final Principal principal;
    private final List<NodeUndoManager> managers = new CopyOnWriteArrayList<>();

    public NodeContext(Backend backend, Principal principal) {
        this.backend = backend;
        this.principal = principal;
    }

    Backend backend() {
        return backend;
    }

    NodeTransaction transaction() {
        return new NodeTransaction(backend, principal, this::remember);
    }

    /** One that no undo manager hears of. */
    NodeTransaction unremembered() {
        return new NodeTransaction(backend, principal, written -> {});
    }

    private void remember(Written written) {
        managers.forEach(manager -> manager.remember(written));
    }

    void forget(NodeUndoManager manager) {
        managers.remove(manager);
    }

    @Override
    public Undone undo(Receipt<?> receipt) {
        backend.requireOpen();
        Written written = receipt instanceof NodeReceipt<?> its ? its.written() : null;
        if (written == null) {
            throw new AnkurahException.Conflict(
                    "undo.nothing", "the receipt is of no transaction that wrote something and can be undone");
        }
        if (!written.author().equals(principal.id())) {
            throw new AnkurahException.Refused(
                    "undo.not_own", "'" + principal.id() + "' cannot undo what '" + written.author() + "' did");
        }
        return Undoing.run(this, written, Set.of(), written.events()).undone();
    }

    @Override
    public UndoManager undoManager(int most) {
        NodeUndoManager manager = new NodeUndoManager(this, most);
        managers.add(manager);
        return manager;
    }

    TextState texts(EntityState state) {
        return backend.fold().properties().current(TextType.TYPE, state, TextType.HOME);
    }

    @Override
    public TextEditor editor(EntityId id, String property, Duration commitAfter) {
        return NodeTextEditor.open(this, textOf(id, property), property, Math.max(0, commitAfter.toMillis()), null);
    }

    @Override
    public TextMirror mirror(EntityId id, String property, Duration commitAfter, TextMirror.Listener listener) {
        return new NodeTextMirror(NodeTextEditor.open(
                this, textOf(id, property), property, Math.max(0, commitAfter.toMillis()), listener));
    }

    private EntityState textOf(EntityId id, String property) {
        NodeTransaction.requireProperty(property);
        Entity first = find(id).orElseThrow(() -> new AnkurahException.NotFound(
                "entity.not_found", "there is no entity " + id + " to edit, or it is deleted, or it may not be seen"));
        PropertyState known = first.state().properties().get(property);
        if (known != null && !known.dataType().equals(TextType.TYPE.name())) {
            throw new AnkurahException.Invalid(
                    "event.data_type_differs",
                    "'" + property + "' of " + id + " is of the data type '" + known.dataType()
                            + "' and cannot be written as 'text'");
        }
        return first.state();
    }

    @Override
    public Principal principal() {
        return principal;
    }

    @Override
    public <R extends @Nullable Object> Receipt<R> transact(TransactionBody<R> body) {
        try (NodeTransaction tx = transaction()) {
            Scopes scopes = backend.reactor().scopes();
            Root outer = scopes.enter(tx.root());
            R value;
            try {
                value = body.run(tx);
            } finally {
                scopes.leave(outer);
            }
            if (tx.isOpen()) {
                tx.commit();
            }
            NodeReceipt<@Nullable Void> receipt = tx.receipt();
            return receipt != null
                    ? receipt.with(value)
                    : new NodeReceipt<>(value, null, backend.platform().scheduler());
        }
    }

    @Override
    public Receipt<@Nullable Void> run(TransactionAction body) {
        return transact(tx -> {
            body.run(tx);
            return null;
        });
    }

    @Override
    public Transaction begin() {
        return transaction();
    }

    @Override
    public <R extends @Nullable Object> R read(ReadBody<R> body) {
        return at((view, inScope) -> body.read(this));
    }

    @Override
    public Optional<Entity> find(EntityId id) {
        backend.requireOpen();
        RowFilter sight = backend.sight(principal);
        EntityState held = held(id, sight);
        if (held == null) {
            held = backend.demand(principal, id, deadline());
        }
        return held == null || held.isDeleted() ? Optional.empty() : Optional.of(new Entity(held));
    }

    private @Nullable EntityState held(EntityId id, RowFilter sight) {
        Root scope = backend.reactor().scopes().current();
        Root root = scope != null ? scope : backend.reactor().acquire();
        try {
            EntityState state = root.view().state(id);
            return state != null && sight.admits(state, root.view()) ? state : null;
        } finally {
            if (scope == null) {
                root.release();
            }
        }
    }

    @Override
    public List<Entity> query(String collection, Query query) {
        return rows(collection, query, (view, filter) -> entities(view, collection, query, filter));
    }

    @Override
    public List<Entity> query(String collection, String ankql, Value... values) {
        return query(collection, AnkQl.parse(ankql).bind(List.of(values)));
    }

    @Override
    public void declare(ModelDescriptor model) {
        backend.requireOpen();
        backend.declarations().declare(model, backend.settled(backend.reactor().catalog()), backend.indexes());
    }

    @Override
    public long count(String collection, Query query) {
        return rows(collection, query, (view, filter) -> RowReader.count(view, collection, query, filter));
    }

    @Override
    public long count(String collection, String ankql, Value... values) {
        return count(collection, AnkQl.parse(ankql).bind(List.of(values)));
    }

    @Override
    public boolean exists(String collection, String ankql, Value... values) {
        return exists(collection, AnkQl.parse(ankql).bind(List.of(values)));
    }

    @Override
    public ResultPage page(String collection, Query query) {
        Integer limit = query.limit();
        int size = limit == null ? PAGE_ROWS : Math.min(limit, Integer.MAX_VALUE - 1);
        Query oneMore = query.withLimit(size + 1);
        return rows(collection, oneMore, (view, filter) -> {
            List<Entity> rows = entities(view, collection, oneMore, filter);
            if (rows.size() <= size || size == 0) {
                return new ResultPage(rows.subList(0, Math.min(size, rows.size())), null);
            }
            FollowingRow last = new FollowingRow(rows.get(size - 1).state(), view, filter);
            SortKey key = Ordering.of(query.orderBy()).key(last);
            return new ResultPage(rows.subList(0, size), Cursor.at(collection, query, key));
        });
    }

    private static List<Entity> entities(View view, String collection, Query query, RowFilter filter) {
        List<EntityState> states = RowReader.list(view, collection, query, filter);
        List<Entity> rows = new ArrayList<>(states.size());
        for (EntityState state : states) {
            rows.add(new Entity(state));
        }
        return rows;
    }

    @Override
    public LiveQuery live(String collection, Query query) {
        backend.requireOpen();
        requireOwnCursor(collection, query);
        backend.requireCollection(backend.reactor().catalog(), collection);
        return NodeLiveQuery.open(backend, principal, collection, query);
    }

    @Override
    public LiveQuery live(String collection, String ankql, Value... values) {
        return live(collection, AnkQl.parse(ankql).bind(List.of(values)));
    }

    @Override
    public LiveEntity observe(EntityId id) {
        LiveQuery live = live(get(id).collection(), "id = ?", Value.of(id));
        return new NodeLiveEntity(id, live, backend.reactor().pulse());
    }

    @Override
    public List<HistoryEntry> history(EntityId id) {
        List<HistoryEntry> all = new ArrayList<>();
        try (EventPages pages = historyOf(id)) {
            pages.forEach(HISTORY_PAGE, entry -> all.add(new HistoryEntry(entry.event(), entry.pending())));
        }
        if (all.isEmpty()) {
            throw noHistory(id);
        }
        return List.copyOf(all);
    }

    @Override
    public List<HistoryEntry> history(EntityId id, @Nullable EventId after, int max) {
        try (EventPages pages = historyOf(id)) {
            List<EventEntry> page = pages.next(after, max);
            if (page.isEmpty() && after == null && max > 0) {
                throw noHistory(id);
            }
            return Lists.map(page, entry -> new HistoryEntry(entry.event(), entry.pending()));
        }
    }

    private EventPages historyOf(EntityId id) {
        backend.requireOpen();
        return backend.history(principal, id);
    }

    private static AnkurahException noHistory(EntityId id) {
        return new AnkurahException.NotFound(
                "entity.not_found", "there is no entity " + id + ", or it may not be seen");
    }

    @Override
    public Receipt<Integer> erase(EntityId id) {
        return new Eraser(backend, principal).erase(erasable(id), null);
    }

    @Override
    public Receipt<Integer> erase(EntityId id, Set<String> properties) {
        Set<String> names = Eraser.requireNames(properties);
        return new Eraser(backend, principal).erase(erasable(id), names);
    }

    /** Deleted or not. */
    private EntityState erasable(EntityId id) {
        backend.requireOpen();
        EntityState held = held(id, backend.sight(principal));
        EntityState state = held != null ? held : backend.demand(principal, id, deadline());
        if (state == null) {
            throw Eraser.missing(id);
        }
        return state;
    }

    @Override
    public Past asOf(Position position) {
        backend.requireOpen();
        return new NodePast(this, backend.confirm(position));
    }

    @Override
    public Past asOf(Instant instant) {
        backend.requireOpen();
        return new NodePast(this, backend.positionAt(millis(instant)));
    }

    /** The least or the greatest number for an instant beyond. */
    private static long millis(Instant instant) {
        try {
            return instant.toEpochMilli();
        } catch (ArithmeticException beyond) {
            return instant.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    @Override
    public Freshness freshness(EntityId id) {
        backend.requireOpen();
        return backend.freshness(principal, id);
    }

    @Override
    public Presence presence(EntityId id) {
        backend.requireOpen();
        return backend.presence(id);
    }

    @Override
    public Plan explain(String collection, Query query) {
        backend.requireOpen();
        return backend.explain(principal, collection, query, false);
    }

    @Override
    public Plan analyze(String collection, Query query) {
        backend.requireOpen();
        return backend.explain(principal, collection, query, true);
    }

    /** A page's cursor belongs to its query. */
    static void requireOwnCursor(String collection, Query query) {
        Cursor after = query.after();
        if (after != null) {
            after.requireSelection(collection, query);
        }
    }

    /** What runs on the view of one root. */
    private interface AtView<R extends @Nullable Object> {
        R run(View view, boolean inScope);
    }

    /** What reads rows through a filter. */
    private interface OfRows<R> {
        R run(View view, RowFilter filter);
    }

    /** Inside a scope the rows that are here have to do; outside, who knows more is asked first. */
    private <R> R rows(String collection, Query query, OfRows<R> reading) {
        backend.requireOpen();
        requireOwnCursor(collection, query);
        if (backend.reactor().scopes().current() != null) {
            return at((view, inScope) -> checked(collection, query, view, backend.sight(principal), reading));
        }
        Coverage coverage = backend.cover(principal, collection, query);
        try {
            coverage.settle(deadline());
            AnkurahException error = coverage.error();
            if (error != null) {
                throw error;
            }
            Root root = backend.reactor().acquire();
            try {
                return checked(collection, query, root.view(), coverage, reading);
            } finally {
                root.release();
            }
        } finally {
            coverage.close();
        }
    }

    private <R> R checked(String collection, Query query, View view, RowFilter filter, OfRows<R> reading) {
        backend.requireCollection(view.catalog(), collection);
        Observation observation = backend.reactor().observation();
        if (!observation.isOn()) {
            return reading.run(view, filter);
        }
        long began = observation.nanos();
        R read = reading.run(view, filter);
        observation.tell(new Observed.Queried(
                Observed.Kind.ONCE, 0, collection, query, principal, rowsIn(read), observation.nanos() - began));
        return read;
    }

    private static long rowsIn(Object read) {
        return switch (read) {
            case List<?> rows -> rows.size();
            case ResultPage page -> page.rows().size();
            case Long count -> count;
            default -> 0;
        };
    }

    /** Runs in the scope of one root: that of the scope the caller is in, or the newest. */
    private <R extends @Nullable Object> R at(AtView<R> reading) {
        backend.requireOpen();
        Scopes scopes = backend.reactor().scopes();
        Root scope = scopes.current();
        if (scope != null) {
            return reading.run(scope.view(), true);
        }
        Root root = backend.reactor().acquire();
        Root outer = scopes.enter(root);
        try {
            return reading.run(root.view(), false);
        } finally {
            scopes.leave(outer);
            root.release();
        }
    }

    private long deadline() {
        return backend.platform().scheduler().deadlineIn(DEMAND_MILLIS);
    }
}
