package ankurah.server.internal.watch;

import ankurah.core.observe.Observed;
import ankurah.core.observe.Observer;
import ankurah.event.Event;
import java.util.LinkedHashSet;
import java.util.Set;

/** Makes events of the JDK's flight recorder of what is observed; while nothing records, that is one look at a flag each. */
public final class Recorder implements Observer {
    private final boolean showValues;

    /** @param showValues whether queries are recorded with the values that were asked for */
    public Recorder(boolean showValues) {
        this.showValues = showValues;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void observe(Observed what) {
        switch (what) {
            case Observed.Committed taken -> committed(taken);
            case Observed.Refused refused -> refused(refused);
            case Observed.Merged merged -> merged(merged);
            case Observed.Queried queried -> queried(queried);
            case Observed.IndexBuilt built -> built(built);
            case Observed.Subscribed opened -> subscribed(opened);
            case Observed.Unsubscribed closed -> unsubscribed(closed);
            case Observed.Connected opened -> connection(opened.connection(), "opened", "", "");
            case Observed.SignedIn someone ->
                connection(
                        someone.connection(), "signed in", someone.principal().id(), "");
            case Observed.Disconnected ended -> {
                String code = ended.code();
                connection(ended.connection(), "ended", "", code == null ? "" : code);
            }
            case Observed.Stopped stopped -> {
                // It is in the log, and in no way frequent.
            }
        }
    }

    private static void committed(Observed.Committed taken) {
        JfrEvents.Committed event = new JfrEvents.Committed();
        if (event.isEnabled()) {
            event.commitId = taken.commit().id().toString();
            event.connection = taken.connection();
            event.position = taken.number();
            event.fresh = taken.fresh();
            event.events = taken.commit().events().size();
            Set<String> collections = new LinkedHashSet<>();
            for (Event one : taken.commit().events()) {
                collections.add(one.header().collection());
            }
            event.collections = String.join(" ", collections);
            event.took = taken.nanos();
            event.commit();
        }
    }

    private static void refused(Observed.Refused refused) {
        JfrEvents.Refused event = new JfrEvents.Refused();
        if (event.isEnabled()) {
            event.commitId = refused.commit().id().toString();
            event.connection = refused.connection();
            event.code = refused.code();
            event.took = refused.nanos();
            event.commit();
        }
    }

    private static void merged(Observed.Merged merged) {
        JfrEvents.Merged event = new JfrEvents.Merged();
        if (event.isEnabled()) {
            event.collection = merged.collection();
            event.entity = merged.entity().toString();
            event.eventId = merged.event().toString();
            event.tips = merged.tips();
            event.commit();
        }
    }

    private void queried(Observed.Queried queried) {
        JfrEvents.Queried event = new JfrEvents.Queried();
        if (event.isEnabled()) {
            event.kind = queried.kind() == Observed.Kind.LIVE ? "live" : "once";
            event.connection = queried.connection();
            event.collection = queried.collection();
            event.query = QueryWords.of(queried.query(), showValues);
            event.rows = queried.rows();
            event.took = queried.nanos();
            event.commit();
        }
    }

    private static void built(Observed.IndexBuilt built) {
        JfrEvents.IndexBuilt event = new JfrEvents.IndexBuilt();
        if (event.isEnabled()) {
            event.index = built.index().toString();
            event.took = built.nanos();
            event.commit();
        }
    }

    private void subscribed(Observed.Subscribed opened) {
        JfrEvents.Subscription event = new JfrEvents.Subscription();
        if (event.isEnabled()) {
            event.what = "opened";
            event.connection = opened.connection();
            event.subscription = opened.subscription();
            event.collection = opened.collection();
            event.query = QueryWords.of(opened.query(), showValues);
            event.rows = opened.rows();
            event.took = opened.nanos();
            event.commit();
        }
    }

    private static void unsubscribed(Observed.Unsubscribed closed) {
        JfrEvents.Subscription event = new JfrEvents.Subscription();
        if (event.isEnabled()) {
            event.what = "closed";
            event.connection = closed.connection();
            event.subscription = closed.subscription();
            event.collection = closed.collection();
            event.commit();
        }
    }

    private static void connection(long number, String what, String principal, String code) {
        JfrEvents.Connection event = new JfrEvents.Connection();
        if (event.isEnabled()) {
            event.connection = number;
            event.what = what;
            event.principal = principal;
            event.code = code;
            event.commit();
        }
    }
}
