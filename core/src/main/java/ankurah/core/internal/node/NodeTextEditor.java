package ankurah.core.internal.node;

import ankurah.core.LiveQuery;
import ankurah.core.Receipt;
import ankurah.core.Scheduler;
import ankurah.core.Stage;
import ankurah.core.TextEdit;
import ankurah.core.TextEditor;
import ankurah.core.TextEditorSubscription;
import ankurah.core.TextMirror;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.run.Mutex;
import ankurah.core.type.TextChange;
import ankurah.core.type.TextState;
import ankurah.core.type.TextType;
import ankurah.core.type.TypedOperation;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import ankurah.text.IdRange;
import ankurah.text.TextDelta;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A document that follows the texts of an entity, and what was typed into it on top.
 *
 * <p><b>Following.</b> Whatever is published, the newest state is looked at, never an older one. It remembers the last
 * changes that led to it; those that are not in the document yet are applied. That all of them are known by now is told by
 * the number of operations. If it differs the document is made anew from the state and what was not committed is applied to
 * it. That is so after a long absence, and when a commit was taken back.
 *
 * <p><b>Committing.</b> One commit at a time, in turn. While one is under way the newest state may or may not show it; after
 * that it does, so if the client's own clock then lies lower, the commit was refused, and what was typed upon it has no
 * ground. Then a new client id is taken.
 *
 * <p>Bodies under the monitor do not suspend; at most they read the store. Listeners are called under no lock.
 */
final class NodeTextEditor implements TextEditor {
    private static final int MOST_REMEMBERED = 256;
    /** What is committed without waiting for the time. */
    private static final int MOST_UNCOMMITTED = 64 << 10;

    private final NodeContext context;
    private final EntityId entity;
    private final String property;
    private final long commitAfterMillis;
    private final Scheduler scheduler;
    private final Mutex turn;
    private final LiveQuery live;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Scheduler.Condition closing = this::isClosed;

    private TextDraft draft;
    private TextEdit edit;
    private long known;
    private final Set<EventId> seen = new LinkedHashSet<>();
    /** What a commit under way holds; null while there is none. */
    private TextDraft.@Nullable Taken underWay;

    /** The document was made anew while a commit was under way, of which it was not known whether the state shows it. */
    private boolean inDoubt;

    private boolean scheduled;
    private volatile boolean closed;
    private @Nullable Receipt<@Nullable Void> last;
    private List<Change> untold = new ArrayList<>();
    private final TextMirror.@Nullable Listener mirror;
    private List<News> news = new ArrayList<>();

    /** What a mirror is to be told: an update, or the document that replaces it. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, not kept
    private record News(
            byte[] update,
            boolean replaces,
            long client,
            @Nullable AnkurahException reason) {}

    private NodeTextEditor(
            NodeContext context,
            EntityState first,
            String property,
            long commitAfterMillis,
            TextMirror.@Nullable Listener mirror) {
        this.context = context;
        this.mirror = mirror;
        this.entity = first.id();
        this.property = property;
        this.commitAfterMillis = commitAfterMillis;
        this.scheduler = context.backend().platform().scheduler();
        this.turn = new Mutex(scheduler, "the text editor of " + entity);
        TextState state = context.texts(first);
        this.draft = new TextDraft(client(state), state);
        this.edit = face();
        remember(state);
        this.live = context.live(first.collection(), "id = ?", Value.of(entity));
        live.subscribe(change -> follow());
        follow();
    }

    /** @param mirror who keeps the document; null if it is edited here */
    static NodeTextEditor open(
            NodeContext context,
            EntityState first,
            String property,
            long commitAfterMillis,
            TextMirror.@Nullable Listener mirror) {
        return new NodeTextEditor(context, first, property, commitAfterMillis, mirror);
    }

    private long client(TextState state) {
        return context.backend().textClients().take(author(), entity, state);
    }

    private String author() {
        return context.principal().id();
    }

    // Following.

    private void remember(TextState state) {
        known = state.operations();
        seen.clear();
        for (TextChange at = state.lastChange(); at != null; at = at.before()) {
            seen.add(at.event());
        }
    }

    private TextEdit face() {
        draft.document.text(property).observe(event -> {
            if (!event.local()) {
                untold.add(new Change(event.delta(), false, null));
            }
        });
        return draft.edit(property, new TextDraft.Guard() {
            @Override
            public void before() {
                requireOpen();
            }

            @Override
            public void after() {
                scheduleCommit();
            }
        });
    }

    /**
     * Works in what the newest state has. It is looked up under the monitor, which takes no longer than a read of the store,
     * because an older one that came second would look like a commit that was taken back.
     */
    private void follow() {
        synchronized (this) {
            EntityState newest = closed ? null : newest();
            if (newest != null) {
                follow(context.texts(newest));
            }
        }
        tell();
    }

    private @Nullable EntityState newest() {
        Root root = context.backend().reactor().acquire();
        try {
            return root.view().state(entity);
        } finally {
            root.release();
        }
    }

    private void follow(TextState state) {
        List<TextChange> fresh = new ArrayList<>();
        for (TextChange at = state.lastChange(); at != null; at = at.before()) {
            if (!seen.contains(at.event())) {
                fresh.add(at);
            } else if (known + fresh.size() == state.operations()) {
                break;
            }
        }
        if (known + fresh.size() != state.operations()) {
            if (known != state.operations() || !fresh.isEmpty()) {
                renew(state, null);
            }
            return;
        }
        for (TextChange change : fresh.reversed()) {
            draft.document.apply(change.update());
            report(change.update(), false, null);
            seen.add(change.event());
            known++;
        }
        while (seen.size() > MOST_REMEMBERED) {
            seen.remove(seen.iterator().next());
        }
    }

    /** Makes the document anew, with what was not committed on top if it still has ground. */
    private void renew(TextState state, @Nullable AnkurahException reason) {
        String before = edit.toString();
        TextDraft old = draft;
        int length = old.document.text(property).length();
        TextDraft.Taken flying = underWay;
        int shown = state.nextClock(old.client);
        int floor = flying == null ? old.from() : flying.from();
        boolean lost = reason != null || shown < floor;
        inDoubt = flying != null;
        if (lost) {
            draft = new TextDraft(client(state), state);
        } else {
            List<IdRange> more = flying == null ? List.of() : flying.deletions();
            draft = old.renewed(state, shown, more);
        }
        edit = face();
        remember(state);
        report(draft.document.encode(), lost, reason);
        untold.clear();
        if (lost || !before.equals(edit.toString())) {
            List<TextDelta> anew = new ArrayList<>();
            anew.add(new TextDelta.Delete(length));
            anew.addAll(draft.document.text(property).toDelta());
            untold.add(new Change(anew, true, reason));
        }
    }

    private void report(byte[] update, boolean replaces, @Nullable AnkurahException reason) {
        if (mirror != null) {
            news.add(new News(update, replaces, draft.client, reason));
        }
    }

    private void tell() {
        List<Change> changes;
        List<News> reports;
        synchronized (this) {
            changes = untold;
            untold = new ArrayList<>();
            reports = news;
            news = new ArrayList<>();
        }
        if (mirror != null) {
            reports.forEach(report -> tell(mirror, report));
        }
        for (Change change : changes) {
            for (Listener listener : listeners) {
                listener.onChange(change);
            }
        }
    }

    private static void tell(TextMirror.Listener mirror, News report) {
        if (report.replaces) {
            mirror.replaced(report.client, report.update, report.reason);
        } else {
            mirror.updated(report.update);
        }
    }

    // What is edited somewhere else.

    synchronized long client() {
        return draft.client;
    }

    synchronized byte[] document() {
        return draft.document.encode();
    }

    void apply(byte[] update) {
        boolean large;
        synchronized (this) {
            requireOpen();
            draft.applyOwn(property, update);
            scheduleCommit();
            large = draft.size() > MOST_UNCOMMITTED;
        }
        if (large) {
            scheduler.start("ankurah-text-commit", this::flushAside);
        }
    }

    /** What fails for good has been told; the rest is tried again with what comes next. */
    private void flushAside() {
        try {
            Receipt<@Nullable Void> unused = flush();
        } catch (AnkurahException e) {
            again(e);
        }
    }

    // Committing.

    private void scheduleCommit() {
        if (!scheduled) {
            scheduled = true;
            scheduler.start("ankurah-text-commit", this::commitSoon);
        }
    }

    private void commitSoon() {
        boolean unused = scheduler.await(closing, scheduler.deadlineIn(commitAfterMillis));
        synchronized (this) {
            scheduled = false;
        }
        if (!closed) {
            flushAside();
        }
    }

    /** What was refused for good has been told; the rest is tried again. */
    private synchronized void again(AnkurahException e) {
        if (e.retryable() && !closed && draft.isEdited()) {
            scheduleCommit();
        }
    }

    @Override
    public Receipt<@Nullable Void> flush() {
        turn.lock(Scheduler.NEVER);
        try {
            TypedOperation<TextState> operation = take();
            if (operation != null) {
                commit(operation);
            }
            return last();
        } finally {
            turn.unlock();
        }
    }

    private synchronized Receipt<@Nullable Void> last() {
        Receipt<@Nullable Void> done = last;
        return done == null ? new NodeReceipt<>(null, null, scheduler) : done;
    }

    private synchronized @Nullable TypedOperation<TextState> take() {
        if (!draft.isEdited()) {
            return null;
        }
        TypedOperation<TextState> operation = draft.operation(author());
        underWay = draft.take();
        return operation;
    }

    private void commit(TypedOperation<TextState> operation) {
        try (NodeTransaction tx = context.transaction()) {
            tx.writeText(entity, operation);
            done(tx.commit());
        } catch (AnkurahException e) {
            failed(e);
            throw e;
        }
    }

    /**
     * From here on the state has the commit, unless it was refused; so it is followed now, for when a refusal comes next the
     * state is as it was and nothing would tell that it had changed. A refusal may also have come before this.
     */
    private void done(Receipt<@Nullable Void> receipt) {
        synchronized (this) {
            last = receipt;
            underWay = null;
            TextState state =
                    newestText(); // before the question, because what is refused is so before it is taken back
            if (isRefused(receipt) || inDoubt) {
                renew(state, null);
            } else {
                follow(state);
            }
        }
        tell();
    }

    /** The reason is told by the receipt and to the node's rejection listener. */
    private static boolean isRefused(Receipt<?> receipt) {
        try {
            receipt.await(Stage.LOCAL, Duration.ZERO);
            return false;
        } catch (AnkurahException refused) {
            return true;
        }
    }

    private void failed(AnkurahException reason) {
        synchronized (this) {
            TextDraft.Taken flying = underWay;
            underWay = null;
            if (reason.retryable() && flying != null) {
                draft.putBack(flying);
            } else {
                renew(newestText(), reason);
            }
        }
        tell();
    }

    private TextState newestText() {
        EntityState newest = newest();
        return newest == null ? TextType.TYPE.initial() : context.texts(newest);
    }

    // What a user sees.

    private boolean isClosed() {
        return closed;
    }

    private void requireOpen() {
        if (closed) {
            throw new AnkurahException.Conflict("text.editor_closed", "the text editor was closed; open another");
        }
    }

    private void flushIfLarge() {
        boolean large;
        synchronized (this) {
            large = draft.size() > MOST_UNCOMMITTED;
        }
        if (large) {
            Receipt<@Nullable Void> unused = flush();
        }
    }

    @Override
    public EntityId entity() {
        return entity;
    }

    @Override
    public String property() {
        return property;
    }

    @Override
    public TextEditorSubscription subscribe(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public synchronized boolean isEdited() {
        return draft.isEdited() || underWay != null;
    }

    @Override
    public synchronized int length() {
        return edit.length();
    }

    @Override
    public synchronized String toString() {
        return edit.toString();
    }

    @Override
    public synchronized List<TextDelta> toDelta() {
        return edit.toDelta();
    }

    @Override
    public void insert(int index, String text) {
        flushIfLarge();
        synchronized (this) {
            edit.insert(index, text);
        }
    }

    @Override
    public void insert(int index, String text, Map<String, @Nullable Object> attributes) {
        flushIfLarge();
        synchronized (this) {
            edit.insert(index, text, attributes);
        }
    }

    @Override
    public void append(String text) {
        flushIfLarge();
        synchronized (this) {
            edit.append(text);
        }
    }

    @Override
    public void delete(int index, int length) {
        flushIfLarge();
        synchronized (this) {
            edit.delete(index, length);
        }
    }

    @Override
    public void replace(String text) {
        flushIfLarge();
        synchronized (this) {
            edit.replace(text);
        }
    }

    @Override
    public void format(int index, int length, Map<String, @Nullable Object> attributes) {
        flushIfLarge();
        synchronized (this) {
            edit.format(index, length, attributes);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        try {
            Receipt<@Nullable Void> unused = flush();
        } finally {
            closed = true;
            scheduler.signal(closing);
            live.close();
            listeners.clear();
            synchronized (this) {
                context.backend().textClients().giveBack(author(), entity, draft.client, draft.from());
            }
        }
    }
}
