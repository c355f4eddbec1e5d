package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What one subscription makes of the changes it hears: any that is missed, or comes twice, does not fit the others. */
public final class Follower implements ChangeListener {
    public final LiveQuery live;
    final Subscription subscription;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final List<Entity> rows = new ArrayList<>();
    private AssertionError wrong;

    public Follower(LiveQuery live) {
        this.live = live;
        this.subscription = live.subscribe(this);
        rows.addAll(subscription.initial().toList());
        ready.countDown();
    }

    @Override
    public void onChange(ChangeSet change) {
        try {
            ready.await();
            follow(change);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void follow(ChangeSet change) {
        try {
            Replay.apply(rows, change);
            assertThat(rows).isEqualTo(change.rows().toList());
        } catch (AssertionError e) {
            wrong = wrong == null ? e : wrong;
        }
    }

    /** Whether it has come to these rows; false while changes are still on their way. */
    public synchronized boolean hasComeTo(List<Entity> fresh) {
        if (wrong != null) {
            throw wrong;
        }
        return rows.equals(fresh);
    }

    void check(List<Entity> fresh) {
        assertThat(live.result().toList()).isEqualTo(fresh);
        boolean there = hasComeTo(fresh);
        synchronized (this) {
            assertThat(rows).isEqualTo(fresh);
        }
        assertThat(there).isTrue();
    }
}
