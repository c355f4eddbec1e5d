package ankurah.simulation.internal.world;

import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.internal.sync.client.EphemeralBackend;
import ankurah.simulation.Participant;
import ankurah.simulation.Watched;
import ankurah.simulation.internal.check.Follower;
import ankurah.simulation.internal.check.Recording;
import ankurah.simulation.internal.run.Life;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client's machine, and the process that runs on it, if one does. */
final class ClientHost {
    private final World world;
    private final Machine machine;
    private final String name;
    private int lives;
    private @Nullable Up up;

    /** What there is while the process runs. */
    private record Up(Life life, EphemeralBackend backend, Node node, Worker worker, List<Follower> followers) {}

    ClientHost(World world, Machine machine, String name) {
        this.world = world;
        this.machine = machine;
        this.name = name;
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
        int number = ++lives;
        Life life = new Life(name + "." + number);
        NodeOptions options = NodeOptions.defaults()
                .withCredentials(() -> name)
                .withRetry(50, 2_000)
                .withMeetMillis(5_000)
                .withSilenceMillis(6_000)
                .withTypes(world.scenario().types())
                .withRejectionListener(rejection ->
                        world.watch(() -> world.ledger().rejected(name, number, rejection, world.history())));
        EphemeralBackend backend =
                EphemeralBackend.open(world.network().connector(name, life), options, machine.platform(life));
        Node node = Node.over(new Recording(backend, world.ledger(), name, number));
        up = new Up(life, backend, node, new Worker(world.baton().scheduler(life)), new ArrayList<>());
    }

    void follow(Watched watched) {
        Up now = up();
        now.followers.add(new Follower(watched, now.node.context(), world.told(this)));
    }

    /** Ends the process as it should end. */
    void stop() {
        Up now = up();
        up = null;
        now.backend.close();
        world.baton().kill(now.life);
        world.network().abandon(now.life);
        world.ledger().forgetLife(name, lives);
    }

    void crash() {
        Up now = up();
        up = null;
        world.baton().kill(now.life);
        world.network().abandon(now.life);
        world.ledger().forgetLife(name, lives);
    }

    String name() {
        return name;
    }

    int life() {
        return lives;
    }

    Participant participant() {
        return new Acting(name, false, lives, up().node);
    }
}
