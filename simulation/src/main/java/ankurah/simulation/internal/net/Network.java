package ankurah.simulation.internal.net;

import ankurah.core.Connection;
import ankurah.core.ConnectionHandler;
import ankurah.core.Connector;
import ankurah.core.sync.SyncServer;
import ankurah.event.AnkurahException;
import ankurah.simulation.Dice;
import ankurah.simulation.internal.run.Baton;
import ankurah.simulation.internal.run.Life;
import ankurah.simulation.internal.run.Trace;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries frames between clients and the server, as slowly and unreliably as it is told to. */
public final class Network {
    private static final int REFUSED_MICROS = 20_000;
    /** What only asks whether anybody is there is shorter. */
    private static final int LEAST_NEWS = 32;

    private final Baton baton;
    private final Trace trace;
    private final Dice dice;
    private final Watcher watcher;
    private final Set<Wire> wires = new LinkedHashSet<>();
    private final Set<String> partitioned = new HashSet<>();
    private final Set<String> greedy = new HashSet<>();
    private final Set<String> slow = new HashSet<>();
    private final Supplier<@Nullable Served> server;
    private final int leastMicros;
    private final int mostMicros;
    private boolean calm;
    private long newsMicros;

    /** A server that takes connections. */
    public record Served(SyncServer sync, Life life) {}

    public Network(Baton baton, Trace trace, long seed, Supplier<@Nullable Served> server, Watcher watcher) {
        this.baton = baton;
        this.trace = trace;
        this.dice = new Dice(seed);
        this.server = server;
        this.watcher = watcher;
        this.leastMicros = dice.between(50, 5_000);
        this.mostMicros = leastMicros + dice.between(100, 40_000);
    }

    Baton baton() {
        return baton;
    }

    Dice dice() {
        return dice;
    }

    void watch(String client, boolean fromClient, byte[] frame) {
        trace.note(fromClient ? "from client" : "to client", frame);
        watcher.onFrame(client, fromClient, frame);
    }

    /** A frame sets out, or arrives. */
    void note(byte[] frame) {
        if (frame.length >= LEAST_NEWS) {
            newsMicros = baton.nowMicros();
        }
    }

    /** When a frame that says something last set out or arrived. */
    public long newsMicros() {
        return newsMicros;
    }

    long travelMicros() {
        return dice.oneIn(50) ? mostMicros * 10L : dice.between(leastMicros, mostMicros);
    }

    void forget(Wire wire) {
        if (wire.isOver()) {
            wires.remove(wire);
        }
    }

    boolean isPartitioned(String client) {
        return partitioned.contains(client);
    }

    /** Only a client is greedy; a server always reads. */
    boolean reads(End end, String client) {
        return !end.isNear() || !greedy.contains(client);
    }

    public Connector connector(String client, Life life) {
        return new SimConnector(client, life);
    }

    // What befalls it.

    /** Nothing comes through to or from a client, and no new connection is made, until it is healed. */
    public void partition(String client) {
        partitioned.add(client);
    }

    /** A client takes nothing from its connections until it is healed. */
    public void makeGreedy(String client) {
        greedy.add(client);
    }

    /** A client takes long for each frame until it is healed. */
    public void slowDown(String client) {
        slow.add(client);
    }

    /** How long an end takes to get at a frame. */
    long readingMicros(End end, String client) {
        return end.isNear() && slow.contains(client) ? dice.between(20_000, 400_000) : 0;
    }

    public void heal(String client) {
        slow.remove(client);
        boolean held = partitioned.remove(client);
        boolean stopped = greedy.remove(client);
        if (held || stopped) {
            for (Wire wire : List.copyOf(wires)) {
                if (wire.client.equals(client)) {
                    wire.near().resume();
                    wire.far().resume();
                }
            }
        }
    }

    /** Breaks a client's connections; either end may take long to hear of it. */
    public void cut(String client, boolean halfAlive) {
        for (Wire wire : List.copyOf(wires)) {
            if (wire.client.equals(client)) {
                wire.cut(hearMicros(false), hearMicros(halfAlive));
            }
        }
    }

    /** A process is gone; the other ends of its connections hear of it, or only think so by and by. */
    public void abandon(Life life) {
        for (Wire wire : List.copyOf(wires)) {
            wire.abandonedBy(life, hearMicros(dice.oneIn(4)));
        }
        wires.removeIf(Wire::isOver);
    }

    /** From now on every connection that is asked for is made. */
    public void calm() {
        calm = true;
    }

    /** Who still believes in a connection that was cut hears of it. */
    public void tellCuts() {
        for (Wire wire : List.copyOf(wires)) {
            wire.tellCut();
        }
    }

    private long hearMicros(boolean late) {
        return late ? dice.between(1_000_000, 100_000_000) : dice.between(0, 200_000);
    }

    private final class SimConnector implements Connector {
        private final String client;
        private final Life life;

        SimConnector(String client, Life life) {
            this.client = client;
            this.life = life;
        }

        @Override
        public Connection connect(ConnectionHandler handler) {
            baton.sleep(travelMicros());
            Served served = isPartitioned(client) ? null : server.get();
            if (served == null || served.life().isDead() || !calm && dice.oneIn(40)) {
                baton.sleep(REFUSED_MICROS);
                throw new AnkurahException.Unavailable("sync.unreachable", "the server cannot be reached");
            }
            Wire wire = new Wire(Network.this, client, life, served.life(), 1 << dice.between(11, 20));
            wires.add(wire);
            wire.near().open(handler);
            wire.far().open(served.sync().accept(wire.far()));
            baton.sleep(travelMicros());
            return wire.near();
        }

        @Override
        public String target() {
            return "simulated server";
        }
    }
}
