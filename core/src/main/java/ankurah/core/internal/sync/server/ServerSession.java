package ankurah.core.internal.sync.server;

import ankurah.core.Connection;
import ankurah.core.ConnectionHandler;
import ankurah.core.Principal;
import ankurah.core.Scheduler;
import ankurah.core.internal.policy.Sight;
import ankurah.core.internal.sync.wire.Chunks;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.MessageReader;
import ankurah.core.internal.sync.wire.Protocol;
import ankurah.core.internal.sync.wire.SyncErrors;
import ankurah.core.internal.sync.wire.WireError;
import ankurah.core.observe.Observed;
import ankurah.core.sync.Authenticated;
import ankurah.core.sync.SessionStatus;
import ankurah.core.sync.SyncLimits;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.storage.Position;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One client at the server.
 *
 * <p>The transport brings frames, which are decoded where they arrive and wait in the bounded inbox. Publishers of commits
 * leave word in the backlog and never wait. All else happens in one task: while the network has room it takes a message
 * and sends one step of what is due, and sleeps when there is neither. Nothing is taken without room, for nearly every
 * message has an answer. So a client that reads slowly holds up its own task alone, and what is kept for it is bounded:
 * the network's buffer, the inbox, and the backlog that forgets single rows when there are too many.
 *
 * <p>Whatever the client does wrong ends in {@link #fail}: the error as the last message, then the close.
 */
final class ServerSession implements ConnectionHandler {
    private static final System.Logger LOG = System.getLogger("ankurah.core.sync");

    private final ServerHub hub;
    private final long number;
    private final SyncLimits limits;
    private final Scheduler scheduler;
    private final Outgoing out;
    private final Chunks chunks;
    private final Inbox inbox;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Scheduler.Condition work = this::hasWork;
    private volatile long lastHeardMillis;
    private volatile @Nullable AnkurahException violation;
    private volatile boolean closing;
    private volatile boolean welcomed;
    /** The client did not say that it was leaving, nor was it sent away. */
    private volatile boolean broken;

    private final long beganMillis;
    private volatile @Nullable String failed;

    /** What the client has shown; null before. */
    private @Nullable Authenticated admitted;
    /** Whether it may have been revoked, or the policy exchanged. */
    private volatile boolean unsure;

    private long lastPingMillis;
    private volatile @Nullable ClientLane lane;

    ServerSession(ServerHub hub, Connection connection, long number) {
        this.hub = hub;
        this.number = number;
        this.limits = hub.limits();
        this.scheduler = hub.platform().scheduler();
        this.out = new Outgoing(connection, limits);
        // Who has not been let in yet may not have the server collect more than a frame's worth.
        this.chunks = new Chunks(limits.frameBytes(), limits.frameBytes());
        this.inbox = new Inbox(scheduler);
        this.lastHeardMillis = scheduler.nowMillis();
        this.beganMillis = lastHeardMillis;
        this.lastPingMillis = lastHeardMillis;
    }

    /** Why the server ended it; null if it did not. */
    @Nullable
    String why() {
        AnkurahException wrong = violation;
        return failed != null ? failed : wrong != null ? wrong.code() : null;
    }

    /** Called by any thread. */
    SessionStatus status() {
        ClientLane opened = lane;
        ClientLane.Counts counts = opened == null ? ClientLane.Counts.NONE : opened.counts();
        long now = scheduler.nowMillis();
        return new SessionStatus(
                number,
                opened == null ? null : opened.principal().id(),
                now - beganMillis,
                Math.max(0, now - lastHeardMillis),
                opened == null ? 0 : opened.told(),
                opened == null ? 0 : opened.behind(),
                counts.subscriptions(),
                counts.requests(),
                inbox.size(),
                inbox.bytes(),
                out.bufferedBytes(),
                opened == null ? 0 : opened.backlogRows(),
                counts.entities());
    }

    /** Which session of its hub it is. */
    long number() {
        return number;
    }

    @Override
    public void onFrame(byte[] frame) {
        lastHeardMillis = scheduler.nowMillis();
        if (ended.get() || violation != null) {
            return;
        }
        try {
            if (welcomed) {
                chunks.allow(limits.messageBytes());
            }
            byte[] message = chunks.accept(frame);
            if (message.length > 0) {
                take(MessageReader.decode(message, hub.platform().sha256()), message.length);
            }
        } catch (AnkurahException e) {
            onViolation(e);
        }
    }

    /** Pings are answered here, so that a session in the middle of a long step does not seem dead. */
    private void take(Message message, int bytes) {
        switch (message) {
            case Message.Ping ping -> {
                if (out.hasRoom()) {
                    out.send(new Message.Pong(ping.token()));
                }
            }
            case Message.Pong pong -> {
                // It was heard, which is all it is for.
            }
            default -> {
                inbox.put(message, bytes);
                scheduler.signal(work);
            }
        }
    }

    @Override
    public void onViolation(AnkurahException error) {
        violation = error;
        scheduler.signal(work);
    }

    @Override
    public void onWritable() {
        scheduler.signal(work);
    }

    @Override
    public void onClose(int code, String reason) {
        broken = code != SyncErrors.CLOSE_NORMAL;
        end();
    }

    /** Lets the session look at its backlog. */
    void wake() {
        scheduler.signal(work);
    }

    /** Answers what it has taken, then closes the connection. */
    void shutDown() {
        closing = true;
        scheduler.signal(work);
    }

    /** Ends a session that does not come to its end. */
    void abandon() {
        out.close(SyncErrors.CLOSE_GOING_AWAY, SyncErrors.SHUTDOWN);
        end();
    }

    /** The session's task. */
    void run() {
        try {
            ClientLane opened = handshake();
            if (opened != null) {
                lane = opened;
                serve(opened);
            }
        } catch (AnkurahException e) {
            fail(e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a session failed", e);
            fail(new AnkurahException.Fault(SyncErrors.INTERNAL, "the session failed inside the server"));
        } finally {
            end();
            ClientLane opened = lane;
            if (opened != null) {
                opened.close(broken && !closing && violation == null);
            }
        }
    }

    private @Nullable ClientLane handshake() {
        long deadline = scheduler.deadlineIn(limits.handshakeMillis());
        while (!ended.get()) {
            if (violation != null) {
                throw violation;
            }
            if (closing) {
                throw ServerHub.shuttingDown();
            }
            Message first = inbox.poll();
            if (first != null) {
                return open(first);
            }
            if (!scheduler.await(work, deadline)) {
                throw new AnkurahException.Unavailable(
                        SyncErrors.HANDSHAKE_TIMEOUT,
                        "no hello came within " + limits.handshakeMillis() + " ms of connecting");
            }
        }
        return null;
    }

    private ClientLane open(Message first) {
        if (!(first instanceof Message.Hello hello)) {
            throw new AnkurahException.Invalid(
                    SyncErrors.UNEXPECTED_MESSAGE, "the first message of a connection is hello");
        }
        if (hello.system() != null && !hello.system().equals(hub.system())) {
            throw new AnkurahException.Conflict(
                    SyncErrors.OTHER_SYSTEM,
                    "this server belongs to the system " + hub.system() + ", the client to " + hello.system());
        }
        Authenticated shown = hub.admit(hello.credential());
        admitted = shown;
        Principal principal = shown.principal();
        hub.observation().tell(new Observed.SignedIn(number, principal));
        hub.follow();
        Position published = hub.published();
        Sight sight = hub.sight(principal);
        welcomed = true;
        out.send(new Message.Welcome(
                Protocol.VERSION,
                hub.system(),
                published,
                hub.platform().time().millis(),
                principal.id(),
                hub.authority(sight),
                hub.wireLimits(shown)));
        return new ClientLane(hub, this, principal, sight, out, published);
    }

    private void serve(ClientLane opened) {
        while (!ended.get()) {
            if (violation != null) {
                throw violation;
            }
            requireStanding(opened);
            opened.presence().expire();
            Message message = out.hasRoom() ? inbox.poll() : null;
            if (message != null) {
                handle(opened, message);
            }
            boolean sent = out.hasRoom() && opened.step();
            if (message != null || sent) {
                continue;
            }
            if (closing) {
                throw ServerHub.shuttingDown();
            }
            keepAlive();
            scheduler.await(work, scheduler.deadlineIn(untilNextLook(opened)));
        }
    }

    /** The end of the credential is looked at when it comes, and in any case often enough to hear silence. */
    private long untilNextLook(ClientLane opened) {
        Long valid = admitted == null ? null : hub.validMillis(admitted);
        long expiry = Math.max(1, opened.presence().nextExpiryMillis() - scheduler.nowMillis());
        long silence = Math.min(expiry, limits.silenceMillis() / 3);
        return valid == null ? silence : Math.min(silence, Math.max(1, valid));
    }

    /** Nothing is taken from a client, nor sent, that may not be here any more. */
    private void requireStanding(ClientLane opened) {
        Authenticated shown = Objects.requireNonNull(admitted, "a lane without a credential");
        Long valid = hub.validMillis(shown);
        // A client that is about to renew in time is let do so.
        if (valid != null && valid == 0 && !(inbox.peek() instanceof Message.Renew)) {
            throw new AnkurahException.Refused(
                    SyncErrors.CREDENTIAL_EXPIRED, "the credential has expired; come back with another");
        }
        if (unsure) {
            unsure = false;
            if (!hub.holds(shown)) {
                throw new AnkurahException.Refused(SyncErrors.CREDENTIAL_REVOKED, "the credential was revoked");
            }
        }
        if (opened.follow()) {
            tellStanding(opened, shown);
        }
    }

    private void renew(ClientLane opened, String credential) {
        Authenticated next = hub.admit(credential);
        Principal before =
                Objects.requireNonNull(admitted, "a lane without a credential").principal();
        if (!next.principal().id().equals(before.id())) {
            throw new AnkurahException.Refused(
                    SyncErrors.OTHER_PRINCIPAL,
                    "a connection is one principal's, '" + before.id() + "'; '"
                            + next.principal().id() + "' makes another");
        }
        admitted = next;
        if (!next.principal().equals(before)) {
            opened.become(next.principal());
        }
        tellStanding(opened, next);
    }

    private void tellStanding(ClientLane opened, Authenticated shown) {
        out.send(new Message.Standing(opened.authority(), hub.validMillis(shown)));
    }

    /** Looks at once whether the client may stay, and what it may see. */
    void recheck() {
        unsure = true;
        scheduler.signal(work);
    }

    /** Commits that wait together are judged and stored together. */
    private void handle(ClientLane opened, Message message) {
        if (message instanceof Message.Renew renew) {
            renew(opened, renew.credential());
            return;
        }
        if (!(message instanceof Message.Submit first)) {
            opened.handle(message);
            return;
        }
        List<Commit> commits = new ArrayList<>();
        commits.add(first.commit());
        while (inbox.peek() instanceof Message.Submit next) {
            commits.add(next.commit());
            inbox.poll();
        }
        opened.submit(commits);
    }

    private boolean hasWork() {
        ClientLane opened = lane;
        return ended.get()
                || closing
                || violation != null
                || unsure && opened != null
                || out.hasRoom() && (!inbox.isEmpty() || opened != null && opened.hasWork());
    }

    private void keepAlive() {
        long now = scheduler.nowMillis();
        if (now - lastHeardMillis >= limits.silenceMillis()) {
            throw new AnkurahException.Unavailable(
                    SyncErrors.SILENT, "nothing was heard for " + limits.silenceMillis() + " ms");
        }
        if (now - Math.max(lastHeardMillis, lastPingMillis) >= limits.silenceMillis() / 3 && out.hasRoom()) {
            lastPingMillis = now;
            out.send(new Message.Ping(now));
        }
    }

    private void fail(AnkurahException error) {
        if (ended.get()) {
            return;
        }
        WireError wire = WireError.of(error);
        failed = wire.code();
        out.send(new Message.Failure(wire));
        out.close(SyncErrors.closeCode(wire), wire.code());
    }

    /** Whoever closes first; the rest is done by the task. */
    private void end() {
        if (ended.compareAndSet(false, true)) {
            inbox.close();
            hub.ended(this);
            scheduler.signal(work);
        }
    }
}
