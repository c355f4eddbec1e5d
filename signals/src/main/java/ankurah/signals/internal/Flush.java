package ankurah.signals.internal;

import static ankurah.signals.internal.Node.DIRTY;
import static ankurah.signals.internal.Node.MARKED;
import static ankurah.signals.internal.Node.QUEUED;
import static ankurah.signals.internal.Node.UNTOLD;

import ankurah.signals.Action;
import ankurah.signals.ErrorHandler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens when the outermost call leaves the graph: the effects that were queued run, then what they queued, until
 * nothing is left; then sources hear whether they are observed, which may queue effects again. An effect inside an
 * effect waits for the outer one, for its next run may close it.
 */
final class Flush {
    private final Graph graph;
    private final ErrorHandler errors;
    private final ArrayDeque<EffectNode> effects = new ArrayDeque<>();
    private final ArrayDeque<SourceNode> sources = new ArrayDeque<>();
    /** Effects that ran too often; they are out of date still, and get another chance with the next change. */
    private final List<EffectNode> held = new ArrayList<>();

    /** The epoch at the end of the last time. */
    private int drained;

    private int batch;
    private @Nullable Throwable escaped;

    Flush(Graph graph, ErrorHandler errors) {
        this.graph = graph;
        this.errors = errors;
    }

    void queue(EffectNode effect) {
        if ((effect.flags & QUEUED) == 0) {
            effect.flags |= QUEUED;
            effects.add(effect);
        }
    }

    /** Has a source hear, when things are quiet, whether it is observed. */
    void tell(SourceNode source) {
        if ((source.flags & UNTOLD) == 0) {
            source.flags |= UNTOLD;
            sources.add(source);
        }
    }

    /** Runs all there is to run. */
    void drain() {
        if ((effects.isEmpty() || drained == graph.epoch) && sources.isEmpty() && !graph.hasParting()) {
            return;
        }
        batch++;
        while (true) {
            graph.endParting();
            EffectNode effect = effects.poll();
            if (effect != null) {
                process(effect);
                continue;
            }
            SourceNode source = sources.poll();
            if (source != null) {
                hear(source);
            } else if (!graph.hasParting()) {
                break;
            }
        }
        held.forEach(this::queue);
        held.clear();
        drained = graph.epoch;
    }

    /** Throws what the handler of errors threw. */
    void rethrow() {
        Throwable error = escaped;
        if (error != null) {
            escaped = null;
            throw Errors.again(error);
        }
    }

    private void process(EffectNode effect) {
        EffectNode outer = outermostQueued(effect);
        while (outer != null) {
            runIfNeeded(outer);
            outer = outermostQueued(effect);
        }
    }

    /** Of the effect itself and those it lies in, the outermost that waits; null when it no longer does. */
    private static @Nullable EffectNode outermostQueued(EffectNode effect) {
        EffectNode found = null;
        for (EffectNode at = effect; at != null; at = at.parent()) {
            if ((at.flags & QUEUED) != 0) {
                found = at;
            }
        }
        return found;
    }

    private void runIfNeeded(EffectNode effect) {
        effect.flags &= ~QUEUED;
        if (effect.isClosed()) {
            return;
        }
        try {
            if ((effect.flags & DIRTY) == 0 && !Pull.differs(graph, effect)) {
                effect.flags &= ~MARKED;
            } else if (effect.mayAct(batch)) {
                effect.run();
            } else {
                held.add(effect);
                failed(effect.label(), effect.runaway());
            }
        } catch (Throwable error) {
            failed(effect.label(), error);
        }
    }

    private void hear(SourceNode source) {
        source.flags &= ~UNTOLD;
        try {
            if (source.mayAct(batch)) {
                source.tell();
            } else {
                failed(source.label(), source.runaway());
            }
        } catch (Throwable error) {
            failed(source.label(), error);
        }
    }

    /** The first run of an effect. */
    void begin(EffectNode effect) {
        try {
            effect.run();
        } catch (Throwable error) {
            failed(effect.label(), error);
        }
    }

    void cleanUp(Action cleanup) {
        forNobody(() -> {
            try {
                cleanup.run();
            } catch (Throwable error) {
                failed("a cleanup", error);
            }
        });
    }

    /** Tells the handler. What that throws is kept until all is done. */
    void failed(String where, Throwable error) {
        forNobody(() -> {
            try {
                errors.failed(where, error);
            } catch (Throwable another) {
                keep(another);
            }
        });
    }

    @SuppressWarnings("ReferenceEquality") // an error cannot suppress itself
    private void keep(Throwable error) {
        if (escaped == null) {
            escaped = error;
        } else if (escaped != error) {
            escaped.addSuppressed(error);
        }
    }

    /** Runs what must not throw, whose reads are tracked by nobody, and to nobody belongs what it makes. */
    private void forNobody(Action action) {
        Context context = graph.context;
        Owner scope = context.scope;
        context.scope = null;
        context.push(null);
        action.run();
        context.drop();
        context.scope = scope;
    }
}
