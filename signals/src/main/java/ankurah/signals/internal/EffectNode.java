package ankurah.signals.internal;

import ankurah.signals.Action;
import ankurah.signals.Effect;
import org.jspecify.annotations.Nullable;

/** An effect. */
final class EffectNode extends Repeating implements Effect {
    private final Action action;
    /** Its place among what belongs together; none, as long as it belongs to nobody and nothing to it. */
    private @Nullable Owner owner;

    private volatile boolean closed;

    EffectNode(Graph graph, Action action) {
        super(graph, EFFECT | OBSERVED | DIRTY);
        this.action = action;
    }

    /** For what comes to belong to it. */
    Owner owner() {
        Owner present = owner;
        if (present == null) {
            present = new Owner(graph, this, null);
            owner = present;
        }
        return present;
    }

    void join(@Nullable Owner parent) {
        if (parent != null) {
            owner().join(parent);
        }
    }

    /** The effect it was made in. */
    @Nullable
    EffectNode parent() {
        Owner present = owner;
        return present == null ? null : present.parentEffect();
    }

    /** What the last run made is gone before the next one begins. */
    void run() {
        clear();
        if (closed) {
            return; // by one of its own cleanups
        }
        Context context = graph.context;
        context.push(this);
        flags = (flags | RUNNING) & ~MARKED;
        met = 0;
        int outer = context.beginRun();
        boolean paused = context.pause(false);
        Owner scope = context.scope;
        context.scope = null;
        try {
            action.run();
        } finally {
            context.drop();
            context.endRun(outer);
            context.pause(paused);
            if (scope != null) {
                context.scope = scope;
            }
            flags &= ~RUNNING;
            if (closed) {
                met = 0;
                clear(); // of what was made since
            }
            Links.trim(graph, this);
        }
    }

    private void clear() {
        Owner present = owner;
        if (present != null) {
            present.clear();
        }
    }

    /** Ends it and all that belongs to it. Inside the graph. */
    void end() {
        Owner present = owner;
        if (present == null) {
            stop();
        } else {
            present.end();
        }
    }

    /** Depends on nothing from now on. */
    void stop() {
        closed = true;
        if ((flags & RUNNING) == 0) {
            met = 0;
            Links.trim(graph, this);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            graph.part(this::end);
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
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
