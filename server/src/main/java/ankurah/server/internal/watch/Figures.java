package ankurah.server.internal.watch;

import ankurah.core.observe.Observed;
import ankurah.core.observe.Observer;
import ankurah.event.Event;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a server has done since it started, in numbers. By collection where that tells something, never by principal: there may
 * be any number of them, and they are persons.
 */
public final class Figures implements Observer {
    public final LongAdder commits = new LongAdder();
    public final LongAdder resent = new LongAdder();
    public final Labelled refusals = new Labelled();
    public final Labelled events = new Labelled();
    public final Labelled merges = new Labelled();
    public final Labelled queries = new Labelled();
    public final Labelled liveReads = new Labelled();
    public final LongAdder rows = new LongAdder();
    public final LongAdder slow = new LongAdder();
    public final LongAdder indexes = new LongAdder();
    public final LongAdder connected = new LongAdder();
    public final LongAdder disconnected = new LongAdder();
    public final Labelled ended = new Labelled();
    public final Labelled subscribed = new Labelled();
    public final LongAdder unsubscribed = new LongAdder();
    public final Spans commitTime = new Spans();
    public final Spans queryTime = new Spans();

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void observe(Observed what) {
        switch (what) {
            case Observed.Committed taken -> committed(taken);
            case Observed.Refused refused -> refusals.add(refused.code(), 1);
            case Observed.Merged merged -> merges.add(merged.collection(), 1);
            case Observed.Queried queried -> queried(queried);
            case Observed.IndexBuilt built -> indexes.increment();
            case Observed.Subscribed opened -> subscribed.add(opened.collection(), 1);
            case Observed.Unsubscribed closed -> unsubscribed.increment();
            case Observed.Connected connection -> connected.increment();
            case Observed.SignedIn someone -> {
                // Who it is belongs into no figure.
            }
            case Observed.Disconnected connection -> {
                disconnected.increment();
                String code = connection.code();
                if (code != null) {
                    ended.add(code, 1);
                }
            }
            case Observed.Stopped stopped -> {
                // /ready says so.
            }
        }
    }

    private void committed(Observed.Committed taken) {
        if (!taken.fresh()) {
            resent.increment();
            return;
        }
        commits.increment();
        commitTime.add(taken.nanos());
        for (Event event : taken.commit().events()) {
            events.add(event.header().collection(), 1);
        }
    }

    private void queried(Observed.Queried queried) {
        (queried.kind() == Observed.Kind.LIVE ? liveReads : queries).add(queried.collection(), 1);
        rows.add(queried.rows());
        queryTime.add(queried.nanos());
    }
}
