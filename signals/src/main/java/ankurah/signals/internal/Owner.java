package ankurah.signals.internal;

import ankurah.signals.Action;
import ankurah.signals.Scope;
import ankurah.signals.SignalException;
import org.jspecify.annotations.Nullable;

/**
 * Something that ends with what it belongs to: an effect's run, a scope, a cleanup. They form a tree, which is taken down
 * from the leaves, the newest first.
 */
final class Owner implements Scope {
    final Graph graph;
    /** What stops when this is closed, or null. */
    final @Nullable EffectNode effect;
    /** What runs when this is closed, or null. */
    private final @Nullable Action cleanup;

    private @Nullable Owner parent;
    private @Nullable Owner newest;
    private @Nullable Owner older;
    private @Nullable Owner newer;
    private volatile boolean closed;

    Owner(Graph graph, @Nullable EffectNode effect, @Nullable Action cleanup) {
        this.graph = graph;
        this.effect = effect;
        this.cleanup = cleanup;
    }

    /** Makes this belong to another. */
    void join(@Nullable Owner parent) {
        if (parent == null) {
            return;
        }
        this.parent = parent;
        older = parent.newest;
        if (older != null) {
            older.newer = this;
        }
        parent.newest = this;
    }

    /** The nearest effect this belongs to. */
    @Nullable
    EffectNode parentEffect() {
        Owner above = parent;
        while (above != null && above.effect == null) {
            above = above.parent;
        }
        return above == null ? null : above.effect;
    }

    @Override
    public void run(Action action) {
        graph.enterToChange("run", this);
        Owner outer = graph.context.scope;
        try (graph.leaving) {
            if (closed) {
                throw new SignalException.Closed(label());
            }
            graph.context.scope = this;
            try {
                action.run();
            } finally {
                graph.context.scope = outer;
                if (closed) {
                    clear(); // of what was made since
                }
            }
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            graph.part(this::end);
        }
    }

    /** Takes down all that belongs to this, and then this. Inside the graph. */
    void end() {
        clear();
        leave();
        stop();
    }

    /** Takes down all that belongs to this; without recursion, since scopes may nest as deep as they like. */
    void clear() {
        Owner at = this;
        while (true) {
            Owner child = at.newest;
            if (child != null) {
                child.closed = true; // takes no new ones while it is emptied
                at = child;
            } else if (at == this) {
                return;
            } else {
                Owner above = at.parent;
                at.leave();
                at.stop();
                at = above == null ? this : above;
            }
        }
    }

    private void leave() {
        Owner above = parent;
        if (above == null) {
            return;
        }
        if (newer == null) {
            above.newest = older;
        } else {
            newer.older = older;
        }
        if (older != null) {
            older.newer = newer;
        }
        parent = null;
        older = null;
        newer = null;
    }

    private void stop() {
        if (effect != null) {
            effect.stop();
        }
        if (cleanup != null) {
            graph.flush.cleanUp(cleanup);
        }
    }

    String label() {
        return effect != null ? effect.label() : "scope";
    }

    @Override
    public String toString() {
        return label();
    }
}
