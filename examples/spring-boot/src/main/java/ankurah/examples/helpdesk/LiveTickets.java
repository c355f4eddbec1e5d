package ankurah.examples.helpdesk;

import ankurah.core.model.TypedLiveQuery;
import ankurah.core.model.TypedSubscription;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * A live query as a stream of server-sent events, for one reader. The node's listeners only say that there is news; a thread
 * of the reader's own sends the newest rows when the network takes them. So a reader that is slow holds up nobody, and
 * misses states in between but not the last.
 */
final class LiveTickets implements Runnable {
    private static final long NO_TIMEOUT = 0;
    private static final int HEARTBEAT_SECONDS = 15;

    private final TypedLiveQuery<TicketView> live;
    private final TypedSubscription<TicketView> subscription;
    private final SseEmitter reader = new SseEmitter(NO_TIMEOUT);
    private final Semaphore news = new Semaphore(1);
    private volatile boolean gone;

    private LiveTickets(TypedLiveQuery<TicketView> live) {
        this.live = live;
        this.subscription = live.subscribe(change -> news.release());
        reader.onCompletion(this::leave);
        reader.onError(error -> leave());
    }

    static SseEmitter stream(TypedLiveQuery<TicketView> live) {
        LiveTickets tickets = new LiveTickets(live);
        Thread.ofVirtual().name("live-tickets").start(tickets);
        return tickets.reader;
    }

    private void leave() {
        gone = true;
        news.release();
    }

    @Override
    public void run() {
        try (live;
                subscription) {
            while (!gone) {
                if (news.tryAcquire(HEARTBEAT_SECONDS, TimeUnit.SECONDS)) {
                    news.drainPermits();
                    reader.send(rows(), MediaType.APPLICATION_JSON);
                } else {
                    reader.send(SseEmitter.event().comment("still here")); // or a reader that has left is never noticed
                }
            }
        } catch (IOException | IllegalStateException left) {
            reader.completeWithError(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<TicketRow> rows() {
        return live.result().stream().map(TicketRow::of).toList();
    }
}
