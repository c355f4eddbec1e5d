package ankurah.server;

import ankurah.server.internal.watch.Figures;
import ankurah.server.internal.watch.Gauges;
import ankurah.server.internal.watch.Watching;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/**
 * The figures of a server for a Micrometer registry: the same that {@code /metrics} has, without what is by collection and
 * without histograms, for programs that bring their own monitoring. Needs {@code micrometer-core}, which the server itself does not.
 *
 * <p>{@code new ServerMeters(server).bindTo(registry)}
 */
public final class ServerMeters implements MeterBinder {
    private final Watching watching;

    public ServerMeters(Server server) {
        this.watching = server.watching();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counter(registry, "ankurah.commits", f -> f.commits.sum());
        counter(registry, "ankurah.commits.refused", f -> f.refusals.total());
        counter(registry, "ankurah.events", f -> f.events.total());
        counter(registry, "ankurah.merges", f -> f.merges.total());
        counter(registry, "ankurah.queries", f -> f.queries.total());
        counter(registry, "ankurah.queries.slow", f -> f.slow.sum());
        counter(registry, "ankurah.query.rows", f -> f.rows.sum());
        counter(registry, "ankurah.index.builds", f -> f.indexes.sum());
        counter(registry, "ankurah.connections.opened", f -> f.connected.sum());
        counter(registry, "ankurah.subscriptions.opened", f -> f.subscribed.total());
        counter(registry, "ankurah.commit.seconds", f -> f.commitTime.totalSeconds());
        counter(registry, "ankurah.query.seconds", f -> f.queryTime.totalSeconds());
        gauge(registry, "ankurah.connections", Gauges::connections);
        gauge(registry, "ankurah.subscriptions", Gauges::subscriptions);
        gauge(registry, "ankurah.live.queries", Gauges::liveQueries);
        gauge(registry, "ankurah.gate.queue", Gauges::queued);
        gauge(registry, "ankurah.lag.commits", Gauges::lag);
        gauge(registry, "ankurah.buffered.bytes", Gauges::bufferedBytes);
        gauge(registry, "ankurah.position", Gauges::position);
    }

    private void counter(MeterRegistry registry, String name, ToDoubleFunction<Figures> value) {
        FunctionCounter.builder(name, watching.figures(), value).register(registry);
    }

    private void gauge(MeterRegistry registry, String name, ToDoubleFunction<Gauges> value) {
        Gauge.builder(name, watching, its -> value.applyAsDouble(its.gauges())).register(registry);
    }
}
