package ankurah.cli.internal.soak;

import java.util.concurrent.atomic.AtomicLong;

/** What the clients count together. */
final class Figures {
    final Latencies commits = new Latencies();
    final Latencies seen = new Latencies();
    final AtomicLong acknowledged = new AtomicLong();
    final AtomicLong uncertain = new AtomicLong();
    final AtomicLong reconnects = new AtomicLong();
    final AtomicLong restarts = new AtomicLong();
    final AtomicLong resubscribed = new AtomicLong();
    /** How often somebody was cut off; what was under way then is not measured. */
    final AtomicLong disturbances = new AtomicLong();
}
