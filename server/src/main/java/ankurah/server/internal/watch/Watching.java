package ankurah.server.internal.watch;

import ankurah.core.Node;
import ankurah.core.internal.gate.DurableBackend;
import ankurah.core.observe.Observer;
import ankurah.core.observe.Observing;
import ankurah.core.sync.SyncServer;
import java.util.List;

/** Everything that looks at one server, from before its first client to after its last. */
public final class Watching implements AutoCloseable {
    private final DurableBackend backend;
    private final SyncServer sync;
    private final Figures figures = new Figures();
    private final Readiness readiness;
    private final StatusText status;
    private final List<Observing> observing;

    public Watching(Node node, SyncServer sync, int slowMillis, boolean showValues) {
        this.backend = (DurableBackend) node.backend();
        this.sync = sync;
        this.readiness = new Readiness(backend);
        SlowQueries slow = new SlowQueries(slowMillis, showValues, figures);
        this.status = new StatusText(backend, sync, figures, slow, showValues);
        List<Observer> observers = List.of(figures, slow, new Recorder(showValues), new Diary());
        this.observing = observers.stream().map(node::observe).toList();
    }

    public Figures figures() {
        return figures;
    }

    public Gauges gauges() {
        return Gauges.of(backend, sync);
    }

    public Readiness readiness() {
        return readiness;
    }

    public String metrics() {
        return Exposition.of(figures, gauges());
    }

    public String status() {
        return status.of(readiness.look());
    }

    @Override
    public void close() {
        observing.forEach(Observing::close);
    }
}
