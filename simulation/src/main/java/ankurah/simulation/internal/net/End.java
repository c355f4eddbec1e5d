package ankurah.simulation.internal.net;

import ankurah.core.Connection;
import ankurah.core.ConnectionHandler;
import ankurah.core.Scheduler;
import ankurah.simulation.Dice;
import ankurah.simulation.internal.run.Baton;
import ankurah.simulation.internal.run.Life;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One end of a wire. What it sends waits here until the network has room, travels, and waits at the other end until that has
 * read what came before; the network takes so many bytes at a time, so a peer that does not read shows as buffered bytes.
 */
final class End implements Connection {
    private static final long CLOSE_MICROS = 5_000_000;

    private final Wire wire;
    private final Life life;
    private final boolean isNear;
    private final int window;
    private final ArrayDeque<Parcel> unsent = new ArrayDeque<>();
    private final ArrayDeque<Parcel> travelling = new ArrayDeque<>();
    /** Come in from the other end and not read. */
    private final ArrayDeque<Parcel> arrived = new ArrayDeque<>();

    private final Scheduler.Condition readable = this::isReadable;
    private @Nullable ConnectionHandler handler;
    private long unsentBytes;
    /** Of this end's, on the way or not read at the other end. */
    private long takenBytes;

    private boolean closing;
    /** Nothing that is sent from now on arrives. */
    private boolean lost;
    /** What the handler hears last; null while open. */
    private @Nullable Close heard;

    private boolean closed;

    /** A frame, or the end of what its sender says. */
    private record Parcel(byte[] frame, @Nullable Close close) {}

    private record Close(int code, String reason) {}

    End(Wire wire, Life life, boolean isNear, int window) {
        this.wire = wire;
        this.life = life;
        this.isNear = isNear;
        this.window = window;
    }

    Life life() {
        return life;
    }

    /** Whether nobody is here any more who could hear anything. */
    boolean isOver() {
        return closed || life.isDead();
    }

    void open(ConnectionHandler own) {
        handler = own;
        wire.baton().scheduler(life).start(isNear ? "from-server" : "from-client", this::read);
    }

    @Override
    public void send(byte[] frame) {
        if (closed || closing || life.isDead()) {
            return;
        }
        wire.network.watch(wire.client, isNear, frame);
        unsent.add(new Parcel(frame, null));
        unsentBytes += frame.length;
        transmit();
    }

    @Override
    public void close(int code, String reason) {
        if (closed || closing || life.isDead()) {
            return;
        }
        closing = true;
        Close close = new Close(code, reason);
        unsent.add(new Parcel(new byte[0], close));
        transmit();
        Baton baton = wire.baton();
        baton.at(baton.nowMicros() + CLOSE_MICROS, () -> hear(close));
    }

    @Override
    public long bufferedBytes() {
        return unsentBytes;
    }

    // The way to the other end.

    /** Hands to the network what it has room for. */
    void transmit() {
        if (wire.isHeld() || unsent.isEmpty()) {
            return;
        }
        while (!unsent.isEmpty() && (takenBytes == 0 || takenBytes + unsent.peek().frame.length <= window)) {
            Parcel parcel = unsent.remove();
            unsentBytes -= parcel.frame.length;
            takenBytes += parcel.frame.length;
            if (lost) {
                continue;
            }
            wire.network.note(parcel.frame);
            travelling.add(parcel);
            Baton baton = wire.baton();
            baton.at(baton.nowMicros() + wire.network.travelMicros(), this::deliver);
        }
        if (unsent.isEmpty() && !closing && !closed && handler != null) {
            wire.baton().at(0, this::tellWritable);
        }
    }

    private void tellWritable() {
        ConnectionHandler own = handler;
        if (own != null && !closed && !life.isDead() && unsent.isEmpty()) {
            own.onWritable();
        }
    }

    /** The first that travels has arrived; one that overtook it has to wait, so each call delivers one. */
    private void deliver() {
        Parcel parcel = travelling.poll();
        if (parcel != null) {
            wire.network.note(parcel.frame);
            End other = wire.peer(this);
            other.arrived.add(parcel);
            other.wake();
        }
    }

    /** The wire is cut: of what travels some arrives, and nothing behind it. */
    void loseSome() {
        lost = true;
        Dice dice = wire.network.dice();
        int kept = travelling.isEmpty() ? 0 : dice.below(travelling.size() + 1);
        while (travelling.size() > kept) {
            travelling.removeLast();
        }
    }

    void breakIn(long micros, int code) {
        Baton baton = wire.baton();
        baton.at(baton.nowMicros() + micros, () -> hear(new Close(code, "the connection was cut")));
    }

    private void hear(Close close) {
        if (!closed && heard == null) {
            heard = close;
            wake();
        }
    }

    private void wake() {
        wire.baton().scheduler(life).signal(readable);
    }

    // The way to the handler.

    private boolean isReadable() {
        return heard != null || !arrived.isEmpty() && wire.network.reads(this, wire.client);
    }

    boolean isNear() {
        return isNear;
    }

    /** Whether reading goes on, when it was stopped. */
    void resume() {
        wake();
        transmit();
    }

    private void read() {
        ConnectionHandler own = handler;
        Scheduler scheduler = wire.baton().scheduler(life);
        while (own != null) {
            scheduler.await(readable, Scheduler.NEVER);
            long pause = wire.network.readingMicros(this, wire.client);
            if (pause > 0) {
                wire.baton().sleep(pause);
            }
            Parcel parcel = arrived.poll();
            if (parcel == null || heard != null && wire.isCut()) {
                finish(own, heard == null ? new Close(1006, "") : heard);
                return;
            }
            if (parcel.close != null) {
                finish(own, parcel.close);
                wire.peer(this).hear(parcel.close);
                return;
            }
            own.onFrame(parcel.frame);
            wire.peer(this).taken(parcel.frame.length);
        }
    }

    private void taken(int bytes) {
        takenBytes -= bytes;
        transmit();
    }

    private void finish(ConnectionHandler own, Close close) {
        closed = true;
        unsent.clear();
        unsentBytes = 0;
        arrived.clear();
        travelling.clear();
        lost = true;
        own.onClose(close.code(), close.reason());
        wire.network.forget(wire);
    }
}
