package ankurah.simulation.internal.world;

import ankurah.core.Context;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.internal.gate.DurableBackend;
import ankurah.core.internal.gate.GateLimits;
import ankurah.core.sync.Authenticator;
import ankurah.core.sync.SyncLimits;
import ankurah.core.sync.SyncServer;
import ankurah.event.AnkurahException;
import ankurah.simulation.Dice;
import ankurah.simulation.Participant;
import ankurah.simulation.Watched;
import ankurah.simulation.internal.check.Follower;
import ankurah.simulation.internal.check.Recording;
import ankurah.simulation.internal.disk.Disk;
import ankurah.simulation.internal.net.Network;
import ankurah.simulation.internal.run.Life;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The server's machine, and the process that runs on it, if one does. */
final class ServerHost {
    private static final String NAME = "server";
    private static final int MOST_FOLLOWED = 6;

    private final World world;
    private final Machine machine;
    private final Disk disk;
    private final SyncLimits limits;
    private int lives;
    private int release;
    private int policyChanges;
    private @Nullable Up up;
    /** The one that began last. */
    private @Nullable Up newest;
    /** What there is while the process runs. */
    private record Up(
            Life life, DurableBackend backend, Node node, SyncServer sync, Worker worker, List<Follower> followers) {}

    ServerHost(World world, Machine machine, Disk disk, SyncLimits limits) {
        this.world = world;
        this.machine = machine;
        this.disk = disk;
        this.limits = limits;
    }

    Machine machine() {
        return machine;
    }

    Disk disk() {
        return disk;
    }

    boolean isUp() {
        return up != null;
    }

    /** Whether a process, which may be about to end, is publishing a commit. */
    boolean isPublishing() {
        Up now = newest;
        return now != null && !now.life.isDead() && now.backend.reactor().isBusy();
    }

    Network.@Nullable Served served() {
        Up now = up;
        return now == null ? null : new Network.Served(now.sync, now.life);
    }

    private Up up() {
        Up now = up;
        if (now == null) {
            throw new IllegalStateException("the server is down");
        }
        return now;
    }

    DurableBackend backend() {
        return up().backend;
    }

    Node node() {
        return up().node;
    }

    /** Starts a process. Its own strand opens the node, for that may suspend. */
    void start() {
        if (up != null) {
            return;
        }
        Life life = new Life("server." + ++lives);
        StorageEngine storage = disk.open(life, machine.random()::bytes);
        try (StorageSnapshot snapshot = storage.snapshot()) {
            world.history().opened(snapshot);
        }
        DurableBackend backend = DurableBackend.open(
                storage,
                world.scenario().policy(policyChanges),
                machine.platform(life),
                GateLimits.DEFAULT,
                world.scenario().types());
        backend.reactor().tap((root, commit, changes) -> {
            if (commit != null && !life.isDead()) {
                world.shown(root.position(), commit);
            }
        });
        Node node = Node.over(new Recording(backend, world.ledger(), NAME, lives));
        SyncServer sync = SyncServer.of(Node.over(backend), authenticator(), limits);
        up = new Up(life, backend, node, sync, new Worker(world.baton(), life), new ArrayList<>());
        newest = up;
        if (lives > 1) {
            follow();
        }
        if (release > 0) {
            world.begin(worker(), participant(), release);
        }
    }

    /** Some queries, as the server or a client sees them. */
    void follow() {
        List<Watched> queries = world.scenario().queries();
        Dice dice = machine.random();
        for (int i = 0; i < MOST_FOLLOWED && !queries.isEmpty(); i++) {
            Context context = world.clients().isEmpty() || dice.oneIn(2)
                    ? node().context(Principal.SYSTEM)
                    : contextOf(dice.pick(world.clients()).name());
            try {
                followers().add(new Follower(dice.pick(queries), context, world.toldAtServer()));
            } catch (AnkurahException.NotFound e) {
                // Nobody has written to the collection yet.
            }
        }
    }

    List<Follower> followers() {
        return up().followers;
    }

    private static Authenticator authenticator() {
        return credential -> credential == null ? Principal.ANONYMOUS : Principal.of(credential);
    }

    /** How long the log is on the disk; for when no process runs. */
    long numberOnDisk() {
        StorageEngine storage = disk.open(world.baton().own(), machine.random()::bytes);
        try (StorageSnapshot snapshot = storage.snapshot()) {
            return snapshot.position().number();
        } finally {
            storage.close();
        }
    }

    /** The policy, and the ones before it, newest first. */
    List<Policy> policies() {
        List<Policy> policies = new ArrayList<>();
        for (int i = policyChanges; i >= 0; i--) {
            policies.add(world.scenario().policy(i));
        }
        return policies;
    }

    /** From the next start on. */
    void nextRelease() {
        release++;
    }

    void changePolicy() {
        policyChanges++;
    }

    /** Ends the process as it should end. */
    void stop() {
        Up now = up();
        up = null;
        now.sync.close(2_000);
        now.backend.close();
        world.baton().kill(now.life);
        world.network().abandon(now.life);
    }

    /** The power is gone. */
    void crash() {
        Up now = up();
        up = null;
        world.baton().kill(now.life);
        disk.crash();
        world.network().abandon(now.life);
        world.ledger().forgetAuthor(NAME, lives);
        if (world.baton().isSwitching()) {
            noteHalfPublished();
        }
    }

    /** It may have told somebody of a commit whose publication it was in the middle of. */
    private void noteHalfPublished() {
        StorageEngine storage = disk.open(world.baton().own(), machine.random()::bytes);
        try (StorageSnapshot snapshot = storage.snapshot()) {
            world.history().opened(snapshot);
        } finally {
            storage.close();
        }
    }

    Worker worker() {
        return up().worker;
    }

    Context contextOf(String client) {
        return Node.over(backend()).context(Principal.of(client));
    }

    Participant participant() {
        return new Acting(NAME, true, lives, node());
    }
}
