package ankurah.simulation.internal.world;

import ankurah.core.Connector;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.internal.gate.Ticket;
import ankurah.core.internal.sync.client.EphemeralBackend;
import ankurah.event.Commit;
import ankurah.event.Hash256;
import ankurah.event.Sha256;
import ankurah.simulation.Participant;
import ankurah.simulation.Watched;
import ankurah.simulation.internal.check.Follower;
import ankurah.simulation.internal.check.Recording;
import ankurah.simulation.internal.check.Seen;
import ankurah.simulation.internal.disk.Disk;
import ankurah.simulation.internal.run.Life;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A client's machine, and the process that runs on it, if one does. */
final class ClientHost {
    private final World world;
    private final Machine machine;
    private final String name;
    private final @Nullable Disk disk;
    private final boolean remints;
    private final Seen seen = new Seen();
    private int lives;
    private int release;
    private @Nullable Up up;

    /** What there is while the process runs. */
    private record Up(Life life, EphemeralBackend backend, Node node, Worker worker, List<Follower> followers) {}

    /**
     * @param disk what outlives its processes; null for nothing
     * @param remints whether it makes commits anew that a wrong clock dated
     */
    ClientHost(World world, Machine machine, String name, @Nullable Disk disk, boolean remints) {
        this.world = world;
        this.machine = machine;
        this.name = name;
        this.disk = disk;
        this.remints = remints;
    }

    Machine machine() {
        return machine;
    }

    boolean isUp() {
        return up != null;
    }

    private Up up() {
        Up now = up;
        if (now == null) {
            throw new IllegalStateException(name + " is down");
        }
        return now;
    }

    EphemeralBackend backend() {
        return up().backend;
    }

    Worker worker() {
        return up().worker;
    }

    List<Follower> followers() {
        return up().followers;
    }

    Life process() {
        return up().life;
    }

    void start() {
        if (up != null) {
            return;
        }
        int process = ++lives;
        int memory = memory();
        Life life = new Life(name + "." + process);
        NodeOptions options = NodeOptions.defaults()
                .withCredentials(() -> name)
                .withRetry(50, 2_000)
                .withMeetMillis(5_000)
                .withSilenceMillis(6_000)
                .withTypes(world.scenario().types())
                .withRejectionListener(rejection ->
                        world.watch(() -> world.ledger().rejected(name, memory, process, rejection, world.history())));
        if (remints) {
            options = options.withRemintListener(reminted -> {});
        }
        Connector connector = world.network().connector(name, life);
        EphemeralBackend backend = disk == null
                ? EphemeralBackend.open(connector, options, machine.platform(life))
                : EphemeralBackend.open(connector, stored(disk, life), options, machine.platform(life));
        if (disk != null) {
            Collection<Ticket> tickets = backend.pendingTickets();
            world.watch(() -> world.ledger().resumed(name, memory, tickets, world.history()));
        }
        Node node = Node.over(new Recording(backend, world.ledger(), name, memory));
        up = new Up(life, backend, node, new Worker(world.baton(), life), new ArrayList<>());
        if (release > 0) {
            world.begin(worker(), participant(), release);
        }
    }

    /** The client's store, with what an earlier process has to have left there. */
    private StorageEngine stored(Disk its, Life life) {
        StorageEngine storage = its.open(life, machine.random()::bytes);
        Set<Hash256> commits = new HashSet<>();
        boolean anyRefused;
        try (StorageSnapshot snapshot = storage.snapshot()) {
            snapshot.metas("client/commit/")
                    .values()
                    .forEach(commit ->
                            commits.add(Commit.decode(commit, Sha256.jdk()).id()));
            anyRefused = !snapshot.metas("client/refused/").isEmpty();
        }
        world.watch(() -> world.ledger().requireStored(name, memory(), commits, anyRefused, world.history()));
        return storage;
    }

    void follow(Watched watched) {
        Up now = up();
        now.followers.add(new Follower(watched, now.node.context(), world.told(this)));
    }

    /** From the next start on. */
    void nextRelease() {
        release++;
    }

    /** Ends the process as it should end. */
    void stop() {
        Up now = up();
        up = null;
        now.backend.close();
        end(now);
    }

    void crash() {
        Up now = up();
        up = null;
        end(now);
        if (disk != null) {
            disk.crash();
        }
    }

    private void end(Up ended) {
        world.baton().kill(ended.life);
        world.network().abandon(ended.life);
        if (disk == null) {
            world.ledger().forgetAuthor(name, lives);
        }
    }

    @Nullable
    Disk disk() {
        return disk;
    }

    String name() {
        return name;
    }

    Seen seen() {
        return seen;
    }

    /** How often it has forgotten everything. */
    int memory() {
        return disk == null ? lives : 1;
    }

    Participant participant() {
        return new Acting(name, false, memory(), up().node);
    }
}
