package ankurah.signals.internal;

import ankurah.signals.Action;
import ankurah.signals.Effect;

/** An effect. */
final class EffectNode extends Repeating implements Effect {
    private final Action action;
    final Owner owner;

    EffectNode(Graph graph, Action action) {
        super(graph, EFFECT | OBSERVED | DIRTY);
        this.action = action;
        owner = new Owner(graph, this, null);
    }

    /** What the last run made is gone before the next one begins. */
    void run() {
        owner.clear();
        if (owner.isClosed()) {
            return; // by one of its own cleanups
        }
        Graph graph = this.graph;
        Node outer = graph.active;
        Owner outerOwner = graph.owner;
        int outerRun = graph.run;
        flags = (flags | RUNNING) & ~MARKED;
        met = 0;
        graph.active = this;
        graph.owner = owner;
        graph.run = graph.nextRun();
        try {
            action.run();
        } finally {
            graph.active = outer;
            graph.owner = outerOwner;
            graph.run = outerRun;
            flags &= ~RUNNING;
            if (owner.isClosed()) {
                met = 0;
            }
            Links.trim(graph, this);
        }
    }

    /** Depends on nothing from now on. */
    void stop() {
        if ((flags & RUNNING) == 0) {
            met = 0;
            Links.trim(graph, this);
        }
    }

    @Override
    public void close() {
        owner.close();
    }

    @Override
    public boolean isClosed() {
        return owner.isClosed();
    }

    @Override
    public Effect named(String name) {
        setName(name);
        return this;
    }

    @Override
    String kind() {
        return "effect";
    }

    @Override
    public String toString() {
        return label();
    }
}
