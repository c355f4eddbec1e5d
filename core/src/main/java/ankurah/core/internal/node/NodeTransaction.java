package ankurah.core.internal.node;

import ankurah.core.Entity;
import ankurah.core.EntityLookup;
import ankurah.core.Platform;
import ankurah.core.Principal;
import ankurah.core.Receipt;
import ankurah.core.TextEdit;
import ankurah.core.Transaction;
import ankurah.core.internal.entity.FollowingRow;
import ankurah.core.internal.entity.Overlay;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.internal.entity.RowReader;
import ankurah.core.internal.entity.View;
import ankurah.core.internal.gate.Backend;
import ankurah.core.internal.gate.Ticket;
import ankurah.core.internal.schema.CatalogFold;
import ankurah.core.model.ModelDescriptor;
import ankurah.core.type.TextState;
import ankurah.core.type.TextType;
import ankurah.core.type.TypedOperation;
import ankurah.event.AnkurahException;
import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Header;
import ankurah.event.Names;
import ankurah.event.Operation;
import ankurah.event.TransactionId;
import ankurah.event.Value;
import ankurah.event.internal.Lists;
import ankurah.query.AnkQl;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A root, held from beginning to end, and what the transaction lays over it. A genesis is sealed at once; all edits of an
 * entity become one event at the commit, whose parents are the head that was seen.
 */
final class NodeTransaction implements Transaction {
    private final Backend backend;
    private final Platform platform;
    private final Principal principal;
    private final TransactionId id;
    private final Sealer sealer;
    private final Root root;
    private final RowFilter sight;
    private final Writing writing;
    private View view;
    private final List<Event> sealed = new ArrayList<>();
    private final Set<EntityId> created = new HashSet<>();
    private final Map<EntityId, Draft> drafts = new LinkedHashMap<>();
    private final TransactionTexts texts;
    private final Memory memory;
    private @Nullable Written written;
    private long bytes;
    private boolean open = true;
    private @Nullable NodeReceipt<@Nullable Void> receipt;

    /** Who remembers what was committed. */
    interface Memory {
        void committed(Written written);
    }

    NodeTransaction(Backend backend, Principal principal, Memory memory) {
        backend.requireOpen();
        this.memory = memory;
        this.backend = backend;
        this.platform = backend.platform();
        this.principal = principal;
        this.id = TransactionId.random(platform.random());
        this.sealer = new Sealer(backend, principal, id);
        this.sight = backend.sight(principal);
        this.writing = new Writing(backend.fold().properties());
        this.texts = new TransactionTexts(backend.textClients(), principal.id());
        this.root = backend.reactor().acquire();
        this.view = root.view();
    }

    @Override
    public TransactionId id() {
        return id;
    }

    Root root() {
        return root;
    }

    boolean isOpen() {
        return open;
    }

    /** What was committed; null for nothing. */
    @Nullable
    Written written() {
        return written;
    }

    /** What the commit gave; null unless committed. */
    @Nullable
    NodeReceipt<@Nullable Void> receipt() {
        return receipt;
    }

    @Override
    public Entity create(String collection, Map<String, Value> values, Map<String, TypedOperation<?>> typed) {
        requireOpen();
        Names.requireUsable(collection, "collection");
        List<Operation> operations = new ArrayList<>(values.size() + typed.size());
        values.forEach((property, value) -> {
            requireProperty(property);
            if (!value.isNull()) {
                operations.add(Operation.write(property, value));
            }
        });
        typed.forEach((property, operation) -> operations.add(writing.first(property, operation)));
        requireRoomFor(1);
        Event event = sealer.seal(collection, null, Clock.EMPTY, backend.clock().next(0), operations);
        addBytes(event.size());
        sealed.add(event);
        created.add(event.entity());
        return show(backend.fold().apply(null, event), operations);
    }

    @Override
    public void edit(EntityId entity, Map<String, Value> values) {
        requireOpen();
        values.keySet().forEach(NodeTransaction::requireProperty);
        write(located(entity, false), values);
    }

    @Override
    public void apply(EntityId entity, String property, TypedOperation<?> operation) {
        requireOpen();
        EntityState state = located(entity, false);
        Draft draft = draft(state);
        Operation written = writing.next(draft, property, operation);
        addBytes(draft.write(written));
        show(writing.preview(draft, state, written), List.of(written));
    }

    @Override
    public Entity create(
            String collection,
            Map<String, Value> values,
            Map<String, TypedOperation<?>> typed,
            Map<String, String> initialTexts) {
        if (initialTexts.isEmpty()) {
            return create(collection, values, typed);
        }
        requireOpen();
        TextDraft draft = texts.first(initialTexts);
        initialTexts.keySet().forEach(property -> {
            requireProperty(property);
            requireFree(property, values, typed);
        });
        Map<String, TypedOperation<?>> all = new LinkedHashMap<>(typed);
        all.put(TextType.HOME, draft.operation(principal.id()));
        Entity made = create(collection, values, all);
        texts.founded(made.id(), draft);
        return made;
    }

    private static void requireFree(String property, Map<String, Value> values, Map<String, TypedOperation<?>> typed) {
        if (values.containsKey(property) || typed.containsKey(property) || typed.containsKey(TextType.HOME)) {
            throw new AnkurahException.Invalid(
                    "event.data_type_differs", "'" + property + "' is given a text and another value at once");
        }
    }

    @Override
    public TextEdit text(EntityId entity, String property) {
        requireOpen();
        requireProperty(property);
        EntityState state = located(entity, false);
        Draft draft = draft(state);
        draft.requireType(property, TextType.TYPE.name());
        TextState seen = backend.fold().properties().current(TextType.TYPE, draft.seen, TextType.HOME);
        return texts.edit(entity, seen, property, this::requireOpen);
    }

    /** Writes what was edited elsewhere. It is not shown to readers inside, which would cost as much as the whole text. */
    void writeText(EntityId entity, TypedOperation<TextState> operation) {
        requireOpen();
        Draft draft = draft(located(entity, false));
        addBytes(draft.write(writing.next(draft, TextType.HOME, operation)));
    }

    private void showTexts() {
        view = texts.show(view);
    }

    private void sealTexts() {
        texts.forEachEdited((entity, operation) -> {
            Draft draft = drafts.get(entity);
            if (draft != null) {
                addBytes(draft.write(writing.next(draft, TextType.HOME, operation)));
            }
        });
    }

    @Override
    public void delete(EntityId entity) {
        requireOpen();
        write(located(entity, false), Map.of(Names.DELETED, Value.TRUE));
    }

    @Override
    public void restore(EntityId entity) {
        requireOpen();
        write(located(entity, true), Map.of(Names.DELETED, Value.FALSE));
    }

    @Override
    public Optional<Entity> find(EntityId entity) {
        requireOpen();
        showTexts();
        EntityState state = state(entity);
        return state == null || state.isDeleted() ? Optional.empty() : Optional.of(new Entity(state));
    }

    @Override
    public List<Entity> query(String collection, Query query) {
        requireOpen();
        showTexts();
        NodeContext.requireOwnCursor(collection, query);
        backend.requireCollection(view.catalog(), collection);
        return Lists.map(RowReader.list(view, collection, query, new OwnToo()), Entity::new);
    }

    @Override
    public List<Entity> query(String collection, String ankql, Value... values) {
        return query(collection, AnkQl.parse(ankql).bind(List.of(values)));
    }

    @Override
    public void declare(ModelDescriptor model) {
        requireOpen();
        backend.declarations().declare(model, backend.settled(root.catalog()), backend.indexes());
    }

    @Override
    public long count(String collection, Query query) {
        requireOpen();
        showTexts();
        NodeContext.requireOwnCursor(collection, query);
        backend.requireCollection(view.catalog(), collection);
        return RowReader.count(view, collection, query, new OwnToo());
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
    public Receipt<@Nullable Void> commit() {
        requireOpen();
        try {
            sealTexts();
            List<Event> events = new ArrayList<>(sealed);
            for (Draft draft : drafts.values()) {
                if (!draft.isEmpty()) {
                    events.add(seal(draft));
                }
            }
            Commit commit = events.isEmpty() ? null : Commit.of(events, platform.sha256());
            Ticket ticket = commit == null ? null : backend.submit(commit, principal);
            written = commit == null ? null : Written.of(commit);
            NodeReceipt<@Nullable Void> done = new NodeReceipt<>(null, ticket, platform.scheduler(), written);
            receipt = done;
            texts.giveClientsBack();
            if (written != null) {
                memory.committed(written);
            }
            return done;
        } finally {
            end();
        }
    }

    @Override
    public void rollback() {
        end();
    }

    @Override
    public void close() {
        end();
    }

    private void end() {
        if (open) {
            open = false;
            root.release();
        }
    }

    private void requireOpen() {
        if (!open) {
            throw new AnkurahException.Conflict(
                    "transaction.closed", "the transaction " + id + " was committed or rolled back; begin a new one");
        }
    }

    static void requireProperty(String property) {
        if (property.equals(Names.ID)) {
            throw new AnkurahException.Invalid(
                    "name.reserved",
                    "'id' is made by create and never changes; leave it out, or keep an id of your own under another name");
        }
        Names.requireUsable(property, "property");
    }

    /** The entity as this transaction sees it, deleted or not; null if it does not exist here. */
    private @Nullable EntityState state(EntityId entity) {
        EntityState state = view.state(entity);
        if (state == null) {
            state = backend.demand(principal, entity, platform.scheduler().deadlineIn(NodeContext.DEMAND_MILLIS));
            if (state != null) {
                view = view.with(view.overlay().with(state), view.catalog());
            }
        }
        return state == null || isOwn(entity) || sight.admits(state, view) ? state : null;
    }

    /** What this transaction made or changed it goes on seeing, whatever it made of it. */
    private boolean isOwn(EntityId entity) {
        return created.contains(entity) || drafts.containsKey(entity);
    }

    /** Deleted or not. */
    EntityState located(EntityId entity) {
        return located(entity, true);
    }

    private EntityState located(EntityId entity, boolean deletedToo) {
        EntityState state = state(entity);
        if (state == null || state.isDeleted() && !deletedToo) {
            throw new AnkurahException.NotFound(
                    "entity.not_found",
                    "there is no entity " + entity + " to change, or it is deleted, or it may not be seen");
        }
        return state;
    }

    private void write(EntityState state, Map<String, Value> values) {
        if (values.isEmpty()) {
            return;
        }
        Draft draft = draft(state);
        List<Operation> operations = new ArrayList<>(values.size());
        for (Map.Entry<String, Value> entry : values.entrySet()) {
            draft.requireType(entry.getKey(), Operation.LWW);
            Operation operation = Operation.write(entry.getKey(), entry.getValue());
            operations.add(operation);
            addBytes(draft.write(operation));
        }
        show(Writing.preview(state, values), operations);
    }

    private Draft draft(EntityState state) {
        Draft draft = drafts.get(state.id());
        if (draft == null) {
            requireRoomFor(1);
            draft = new Draft(state);
            drafts.put(state.id(), draft);
        }
        return draft;
    }

    private Entity show(EntityState state, List<Operation> operations) {
        Overlay overlay = view.overlay().with(state);
        view = view.with(
                overlay,
                CatalogFold.note(
                        view.catalog(), operations, state, backend.fold().properties()));
        return new Entity(state);
    }

    private void requireRoomFor(int events) {
        if (sealed.size() + drafts.size() + events > Commit.MAX_EVENTS) {
            throw new AnkurahException.Invalid(
                    "commit.too_many_events",
                    "a transaction writes at most " + Commit.MAX_EVENTS + " events; commit, and begin another");
        }
    }

    private void addBytes(long more) {
        bytes += more;
        if (bytes > Commit.MAX_BYTES) {
            throw new AnkurahException.Invalid(
                    "commit.too_large",
                    "a transaction writes at most " + Commit.MAX_BYTES + " bytes; commit, and begin another");
        }
    }

    /** The event's time exceeds every tip its author saw, also those it has no room to name as parents. */
    private Event seal(Draft draft) {
        Clock head = draft.seen.head();
        return sealer.seal(
                draft.seen.collection(),
                draft.seen.id(),
                head.greatest(Header.MAX_PARENTS),
                backend.clock().next(head.latestTime()),
                draft.operations());
    }

    /** What the principal may see, and what it just wrote. */
    private final class OwnToo implements RowFilter {
        @Override
        public boolean admits(EntityState row, EntityLookup others, FollowingRow.@Nullable Trail trail) {
            return isOwn(row.id()) || sight.admits(row, others, trail);
        }

        @Override
        public boolean admitsAll() {
            return sight.admitsAll();
        }
    }
}
