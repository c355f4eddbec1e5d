package ankurah.web.internal.tabs;

import ankurah.core.Status;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.gate.Backend;
import ankurah.core.internal.gate.Coverage;
import ankurah.core.internal.gate.Ticket;
import ankurah.core.internal.sync.wire.Chunks;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.MessageReader;
import ankurah.core.internal.sync.wire.MessageWriter;
import ankurah.core.internal.sync.wire.Protocol;
import ankurah.core.internal.sync.wire.Resume;
import ankurah.core.internal.sync.wire.WireError;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Hash256;
import ankurah.storage.EntityState;
import ankurah.web.internal.run.Coroutines;
import ankurah.web.internal.run.JsErrors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * One tab that follows this one, over the protocol of any server. What is confirmed to it is what this tab shows, its own
 * pending commits among it: they are stored here, and what becomes of them is news like any other. A commit is
 * acknowledged when this tab has stored it.
 *
 * <p>What arrives is done one after the other, in one task. A change is told when the publication it belongs to is
 * through, all of it in one step; a commit's acknowledgement goes out before the step that shows it, so that its author never
 * counts it twice.
 */
public final class TabSession {
    private static final int FRAME_BYTES = 1 << 20;
    private static final int MESSAGE_BYTES = 64 << 20;
    private static final int PAGE_BYTES = 1 << 20;
    private static final int GONE = 1001;

    private final Followers followers;
    private final Backend backend;
    private final Coroutines coroutines;
    private final Peer peer;
    private final int number;
    private final Chunks chunks = new Chunks(FRAME_BYTES, MESSAGE_BYTES);
    private final ArrayDeque<byte[]> inbox = new ArrayDeque<>();
    private final Map<Long, TabSubscription> subscriptions = new LinkedHashMap<>();
    private Map<EntityId, EntityState> states = new LinkedHashMap<>();
    private long told;
    private boolean changed;
    private boolean submitting;
    private boolean telling;
    private boolean working;
    private boolean ended;

    TabSession(Followers followers, Backend backend, Coroutines coroutines, Peer peer, int number) {
        this.followers = followers;
        this.backend = backend;
        this.coroutines = coroutines;
        this.peer = peer;
        this.number = number;
    }

    /** Takes a frame; any time, never waits. */
    public void frame(byte[] frame) {
        inbox.add(frame);
        if (!working && !ended) {
            working = true;
            coroutines.start("a following tab", this::work);
        }
    }

    private void work() {
        try {
            for (byte[] frame = inbox.poll(); frame != null && !ended; frame = inbox.poll()) {
                byte[] message = chunks.accept(frame);
                if (message.length > 0) {
                    handle(MessageReader.decode(message, backend.platform().sha256()));
                }
            }
        } catch (AnkurahException e) {
            fail(e);
        } finally {
            working = false;
        }
    }

    private void handle(Message message) {
        switch (message) {
            case Message.Ping ping -> send(new Message.Pong(ping.token()));
            case Message.Hello _ -> welcome();
            case Message.Subscribe m -> subscribe(m);
            case Message.Unsubscribe m -> unsubscribe(m.subscription());
            case Message.Submit m -> submit(m.commit());
            case Message.Request m -> coroutines.start("an answer", () -> new TabAnswer(backend, this).answer(m));
            case Message.Failure _ -> end(GONE, "");
            default -> {
                // Models are declared by the program of this tab, too; credentials are this tab's own.
            }
        }
    }

    private void welcome() {
        backend.system();
        told = followers.position().number();
        send(new Message.Welcome(
                Protocol.VERSION,
                backend.system(),
                followers.position(),
                backend.clock().source().millis(),
                backend.defaultPrincipal().id(),
                authority(),
                Map.of()));
    }

    /** Another one each time, so that who comes back names what it holds. */
    private Hash256 authority() {
        byte[] bytes = new byte[Hash256.BYTES];
        long at = followers.position().number() + number;
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[i] = (byte) (at >>> Byte.SIZE * i);
        }
        bytes[Long.BYTES] = 1;
        return Hash256.fromBytes(bytes);
    }

    // Queries.

    private void subscribe(Message.Subscribe m) {
        TabSubscription opened;
        try {
            opened = TabSubscription.open(this, m, backend);
        } catch (AnkurahException e) {
            send(new Message.SubscriptionFailed(m.subscription(), WireError.of(e)));
            return;
        }
        if (ended) {
            opened.close();
            return;
        }
        subscriptions.put(m.subscription(), opened);
        tell(true);
        answer(opened, opened.begin(), m.resume());
        opened.coverage.listen(() -> stands(opened));
        stands(opened);
    }

    private void answer(TabSubscription to, List<EntityState> rows, @Nullable Resume resume) {
        List<EntityId> held = resume == null ? null : resume.held();
        Set<EntityId> gone = held == null ? new LinkedHashSet<>() : new LinkedHashSet<>(held);
        List<EntityId> ids = new ArrayList<>();
        List<byte[]> encoded = new ArrayList<>();
        int bytes = 0;
        for (EntityState row : rows) {
            byte[] state = row.encode();
            ids.add(row.id());
            encoded.add(state);
            gone.remove(row.id());
            bytes += state.length;
            if (bytes > PAGE_BYTES) {
                send(new Message.Page(to.id, ids, encoded, List.of()));
                ids = new ArrayList<>();
                encoded = new ArrayList<>();
                bytes = 0;
            }
        }
        send(new Message.Page(to.id, ids, encoded, List.copyOf(gone)));
        send(new Message.Ready(to.id, held != null, told, Hash256.ZERO));
    }

    /** Must not wait: it is called wherever a status changes. */
    private void stands(TabSubscription subscription) {
        if (ended) {
            return;
        }
        Coverage coverage = subscription.coverage;
        AnkurahException error = coverage.error();
        JSObject why = error == null ? null : JsErrors.of(error);
        peer.standing(subscription.key(), coverage.status().name().toLowerCase(Locale.ROOT), why);
        if (error != null && coverage.status() == Status.FAILED) {
            coroutines.start("a query that failed", () -> {
                if (!ended && subscriptions.remove(subscription.id) != null) {
                    subscription.close();
                    send(new Message.SubscriptionFailed(subscription.id, WireError.of(error)));
                }
            });
        }
    }

    private void unsubscribe(long id) {
        TabSubscription closed = subscriptions.remove(id);
        if (closed != null) {
            closed.close();
        }
        send(new Message.Unsubscribed(id));
    }

    // News.

    void changed(EntityState state) {
        states.put(state.id(), state);
    }

    void somethingChanged() {
        changed = true;
    }

    /** In the middle of a publication, so what there is to tell goes out when it is through. */
    void published() {
        if (changed && !submitting && !telling) {
            telling = true;
            coroutines.start("news for a tab", () -> {
                telling = false;
                if (!submitting) {
                    tell(false);
                }
            });
        }
    }

    /** @param always also if there is nothing but the number */
    private void tell(boolean always) {
        long to = followers.position().number();
        if (ended || to == told || !changed && !always) {
            return;
        }
        Map<EntityId, EntityState> now = states;
        states = new LinkedHashMap<>();
        changed = false;
        List<byte[]> encoded = new ArrayList<>();
        int bytes = 0;
        for (EntityState state : now.values()) {
            byte[] its = state.encode();
            encoded.add(its);
            bytes += its.length;
            if (bytes > PAGE_BYTES) {
                send(new Message.Changes(false, to, Hash256.ZERO, List.of(), encoded, List.of()));
                encoded = new ArrayList<>();
                bytes = 0;
            }
        }
        List<Message.Moves> moves = new ArrayList<>();
        for (TabSubscription subscription : subscriptions.values()) {
            Message.Moves its = subscription.takeMoves();
            if (!its.entered().isEmpty() || !its.left().isEmpty()) {
                moves.add(its);
            }
        }
        told = to;
        send(new Message.Changes(true, to, Hash256.ZERO, moves, encoded, List.of()));
    }

    // Commits.

    private void submit(Commit commit) {
        submitting = true;
        try {
            Ticket _ = backend.submit(commit, backend.defaultPrincipal());
            send(new Message.Committed(commit.id(), followers.position().number(), Hash256.ZERO, statesOf(commit)));
        } catch (AnkurahException e) {
            AnkurahException reason = JsErrors.reason(e);
            if (!isVerdict(reason)) {
                throw e;
            }
            send(new Message.Rejected(commit.id(), WireError.of(reason), null));
        } finally {
            submitting = false;
        }
        tell(true);
    }

    /** After anything else the commit may be stored, or can be another time; so its author keeps it and comes back. */
    private static boolean isVerdict(AnkurahException e) {
        if (e.code().equals("storage.disk_full")) {
            return true;
        }
        return switch (e.category()) {
            case INVALID, NOT_FOUND, REFUSED, CONFLICT -> !e.code().startsWith("storage.");
            case UNAVAILABLE, FAULT -> false;
        };
    }

    private List<byte[]> statesOf(Commit commit) {
        Set<EntityId> entities = new LinkedHashSet<>();
        for (Event event : commit.events()) {
            entities.add(event.entity());
        }
        List<byte[]> encoded = new ArrayList<>();
        Root root = backend.reactor().acquire();
        try {
            for (EntityId id : entities) {
                EntityState state = root.view().state(id);
                if (state != null) {
                    encoded.add(state.encode());
                }
            }
        } finally {
            root.release();
        }
        return encoded;
    }

    // The connection.

    long position() {
        return followers.position().number();
    }

    void send(Message message) {
        if (!ended) {
            for (byte[] frame : Chunks.split(MessageWriter.encode(message), FRAME_BYTES)) {
                peer.frame(Int8Array.copyFromJavaArray(frame));
            }
        }
    }

    private void fail(AnkurahException error) {
        send(new Message.Failure(WireError.of(error)));
        end(GONE, error.code());
    }

    void leave() {
        end(GONE, "this tab does not lead any more");
    }

    /** The tab is gone, or has hung up. */
    public void closed() {
        end(GONE, "");
    }

    private void end(int code, String reason) {
        if (!ended) {
            ended = true;
            followers.ended(this);
            for (TabSubscription subscription : subscriptions.values()) {
                subscription.close();
            }
            subscriptions.clear();
            peer.closed(code, reason);
        }
    }
}
