package ankurah.core.sync;

import ankurah.core.Connection;
import ankurah.core.ConnectionHandler;
import ankurah.core.Connector;
import ankurah.core.Scheduler;
import ankurah.core.internal.sync.LoopbackEnd;
import ankurah.event.AnkurahException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Connects a client to a server in the same process: the real protocol, byte for byte, without a socket. */
public final class Loopback implements Connector {
    private final Supplier<@Nullable SyncServer> server;
    private final Scheduler scheduler;

    private Loopback(Supplier<@Nullable SyncServer> server, Scheduler scheduler) {
        this.server = server;
        this.scheduler = scheduler;
    }

    public static Connector to(SyncServer server, Scheduler scheduler) {
        return new Loopback(() -> server, scheduler);
    }

    /** @param server asked at each attempt; null while the server cannot be reached */
    public static Connector to(Supplier<@Nullable SyncServer> server, Scheduler scheduler) {
        return new Loopback(server, scheduler);
    }

    @Override
    public Connection connect(ConnectionHandler handler) {
        SyncServer target = server.get();
        if (target == null) {
            throw new AnkurahException.Unavailable("sync.unreachable", "the server is not there");
        }
        LoopbackEnd near = new LoopbackEnd(scheduler);
        LoopbackEnd far = new LoopbackEnd(scheduler);
        near.open(far, handler);
        far.open(near, target.accept(far));
        return near;
    }

    @Override
    public String target() {
        return "loopback";
    }
}
