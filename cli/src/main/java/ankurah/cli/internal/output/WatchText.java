package ankurah.cli.internal.output;

import ankurah.core.Change;
import ankurah.core.ConnectionStatus;
import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.Subscription;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What happens to a live query, a JSON object a line. Its lock keeps changes that come at once behind the first rows. */
public final class WatchText {
    private final Output out;
    private final CountDownLatch readerGone = new CountDownLatch(1);
    private boolean begun;
    private boolean offline;

    public WatchText(Output out) {
        this.out = out;
    }

    /** Prints the rows there are, and from then on every change. */
    public synchronized Subscription begin(LiveQuery live) {
        Subscription subscription = live.subscribe(changes -> changed(changes.changes()));
        for (Entity row : subscription.initial()) {
            out.line(line("initial", row.id(), row));
        }
        out.lineNow("{\"change\":\"ready\"}");
        begun = true;
        return subscription;
    }

    private synchronized void changed(List<Change> changes) {
        try {
            for (Change change : changes) {
                out.line(line(change.kind().name().toLowerCase(Locale.ROOT), change.id(), change.row()));
            }
            out.flush();
        } catch (Output.Closed readerHasEnough) {
            readerGone.countDown();
        }
    }

    /** The connection goes or comes; each further attempt while it is away is no news. */
    public synchronized void status(ConnectionStatus status) {
        boolean nowOffline = status.state() != ConnectionStatus.State.CONNECTED;
        if (begun && nowOffline != offline) {
            try {
                out.lineNow(line(status));
            } catch (Output.Closed readerHasEnough) {
                readerGone.countDown();
            }
        }
        offline = nowOffline;
    }

    /** Waits a while for the reader to go; true when it has. */
    public boolean awaitClosed(int millis) throws InterruptedException {
        return readerGone.await(millis, TimeUnit.MILLISECONDS);
    }

    private static String line(ConnectionStatus status) {
        if (status.state() == ConnectionStatus.State.CONNECTED) {
            return "{\"change\":\"status\",\"status\":\"connected\"}";
        }
        AnkurahException why = status.error();
        String reason = why == null ? "" : ",\"reason\":" + RowText.quote(String.valueOf(why.getMessage()));
        return "{\"change\":\"status\",\"status\":\"offline\"" + reason + "}";
    }

    private static String line(String kind, EntityId id, @Nullable Entity row) {
        String start = "{\"change\":\"" + kind + "\",\"id\":\"" + id + "\"";
        return row == null ? start + "}" : start + ",\"row\":" + RowText.of(row) + "}";
    }
}
