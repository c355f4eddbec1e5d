package ankurah.simulation.internal.world;

import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.Scheduler;
import ankurah.core.Status;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.gate.DurableBackend;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.simulation.Dice;
import ankurah.simulation.Watched;
import ankurah.simulation.internal.check.Broken;
import ankurah.simulation.internal.check.Follower;
import ankurah.simulation.internal.check.History;
import ankurah.simulation.internal.check.ReplicaCheck;
import ankurah.storage.EntityState;
import ankurah.storage.Position;
import ankurah.storage.StorageSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must hold along the way, and what must hold when nothing happens any more. */
final class Quiet {
    private static final long LOOK_MICROS = 200_000;
    private static final long MOST_MICROS = 600_000_000;
    private static final long SOON_LOOK_MICROS = 20_000;
    private static final long LOOK_AGAIN_MICROS = 10;
    /** A frame may take 0.45 s; who only hears when he asks whether anybody is there has to wait for up to 2 s. */
    private static final long SOON_MICROS = 1_000_000;

    private final World world;

    Quiet(World world) {
        this.world = world;
    }

    /** Looks at the server and at all that clients have heard. */
    void checkNow(Dice dice) {
        world.ledger().noteAcknowledged(world.history());
        if (!world.clients().isEmpty()) {
            checkClient(dice.pick(world.clients()));
        }
        checkServer(dice);
        ServerHost server = world.server();
        Context context = server.node().context(ankurah.core.Principal.SYSTEM);
        world.tolerating(() -> context.read(reads -> {
            world.scenario().check(reads);
            return true;
        }));
    }

    /** Waits until nobody is in the middle of a step, where strands are switched in the middle of steps. */
    private void rest(Scheduler.Condition busy) {
        while (world.baton().isSwitching() && busy.holds()) {
            world.baton().sleep(LOOK_AGAIN_MICROS);
        }
    }

    /** What a client shows is what it must show. */
    void checkClient(ClientHost client) {
        // What it shows of a commit that the server is publishing may not be in the history yet.
        rest(() -> world.server().isPublishing()
                || client.isUp()
                        && (client.backend().isBusy()
                                || client.backend().reactor().isBusy()));
        if (client.isUp()) {
            world.watch(() -> {
                Position shown = client.backend().reactor().newest().position();
                world.ledger().noteShown(client.name(), shown, world.history());
                if (!world.ledger().isUnsettled(client.name()) || hasSettled(client, shown)) {
                    checkShown(client);
                }
            });
        }
    }

    private void checkShown(ClientHost client) {
        new ReplicaCheck(
                        client.name(),
                        client.memory(),
                        client.backend(),
                        world.history(),
                        world.ledger(),
                        world.server().policies(),
                        client.seen())
                .check(client.followers());
    }

    /** Whether what was lost with a disk that was put back has no part any more in what the client shows. */
    private boolean hasSettled(ClientHost client, Position shown) {
        boolean settled = client.backend().pendingCommits() == 0
                && world.history().isLog(shown)
                && !world.ledger().isAhead(client.name(), client.memory(), shown.number(), world.history())
                && client.followers().stream()
                        .allMatch(follower -> follower.live().status() == Status.LIVE);
        if (settled) {
            long now = client.backend().platform().scheduler().nowMillis();
            world.ledger().settle(client.name(), client.memory(), shown.number(), now, world.history());
        }
        return settled;
    }

    /** What the server shows is what its log makes. */
    private void checkServer(Dice dice) {
        History history = world.history();
        rest(world.server()::isPublishing);
        Root root = world.server().backend().reactor().newest();
        List<Follower> followers = world.server().followers();
        if (!followers.isEmpty()) {
            Follower follower = dice.pick(followers);
            world.watch(() -> requireFresh(follower));
        }
        List<EntityId> ids = List.copyOf(history.entities());
        for (int i = 0; i < 3 && !ids.isEmpty(); i++) {
            EntityId id = dice.pick(ids);
            EntityState shown = root.view().state(id);
            EntityState folded = history.state(id, root.position().number());
            if (!History.same(shown, folded)) {
                throw new Broken(
                        "the server shows " + shown + " at " + root.position() + ", and its log makes " + folded);
            }
        }
    }

    /** A live query at the server has what a fresh one gives, at any time. */
    private void requireFresh(Follower follower) {
        Watched watched = follower.watched();
        List<Entity> live = follower.live().result().toList();
        List<Entity> fresh = follower.context().query(watched.collection(), watched.query());
        if (!live.equals(fresh)) {
            throw new Broken("at the server " + watched + " has " + live + " instead of " + fresh);
        }
    }

    /** Waits until every client has heard of everything. */
    void reach() {
        long end = world.baton().nowMicros() + MOST_MICROS;
        for (String wrong = wrong(); wrong != null; wrong = wrong()) {
            if (world.baton().nowMicros() > end) {
                throw new Broken("it does not become quiet: " + wrong + "\n"
                        + world.baton().report());
            }
            world.baton().sleep(LOOK_MICROS);
        }
        world.ledger().noteAcknowledged(world.history());
    }

    /** The same when there is nothing left to wait for but that news travels. */
    void reachSoon() {
        while (!world.server().worker().isIdle()) {
            world.baton().sleep(SOON_LOOK_MICROS);
        }
        long began = world.baton().nowMicros();
        for (String wrong = wrong(); wrong != null; wrong = wrong()) {
            if (world.baton().nowMicros() > Math.max(began, world.network().newsMicros()) + SOON_MICROS) {
                throw new Broken(
                        "news does not travel: " + wrong + "\n" + world.baton().report());
            }
            world.baton().sleep(SOON_LOOK_MICROS);
        }
    }

    private @Nullable String wrong() {
        for (ClientHost client : world.clients()) {
            if (!client.worker().isIdle()) {
                return client.name() + " is busy";
            }
            int pending = client.backend().pendingCommits();
            if (pending > 0) {
                return client.name() + " has " + pending + " pending commits";
            }
            String unsettled = world.ledger().unsettled(client.name(), client.memory(), world.history());
            if (unsettled != null) {
                return unsettled;
            }
        }
        if (!world.server().worker().isIdle()) {
            return "the server is busy";
        }
        for (ClientHost client : world.clients()) {
            Context atServer = world.server().contextOf(client.name());
            for (Follower follower : client.followers()) {
                String wrong = wrong(follower, atServer);
                if (wrong != null) {
                    return client.name() + ": " + wrong;
                }
            }
        }
        return null;
    }

    private static @Nullable String wrong(Follower follower, Context atServer) {
        LiveQuery live = follower.live();
        Watched watched = follower.watched();
        if (live.status() != Status.LIVE) {
            return watched + " is " + live.status() + " "
                    + live.error().map(AnkurahException::toString).orElse("");
        }
        List<EntityState> here = states(live.result().toList(), watched);
        List<EntityState> there = states(fresh(atServer, watched), watched);
        if (here.size() != there.size()) {
            return watched + " has " + here + " instead of " + there;
        }
        for (int i = 0; i < here.size(); i++) {
            if (!History.same(here.get(i), there.get(i))) {
                return watched + " has " + here.get(i) + " instead of " + there.get(i);
            }
        }
        return follower.differs();
    }

    private static List<Entity> fresh(Context atServer, Watched watched) {
        try {
            return atServer.query(watched.collection(), watched.query());
        } catch (AnkurahException.NotFound e) {
            return List.of();
        }
    }

    private static List<EntityState> states(List<Entity> rows, Watched watched) {
        List<EntityState> states =
                new ArrayList<>(rows.stream().map(Entity::state).toList());
        if (watched.isOrderedByReferences()) {
            states.sort(Comparator.comparing(EntityState::id));
        }
        return states;
    }

    /** What the server's disk holds is what its log says, folded from the beginning. */
    void requireFinal() {
        world.ledger().requireDurable(world.history());
        DurableBackend backend = world.server().backend();
        History history = world.history();
        try (StorageSnapshot snapshot = backend.storage().snapshot()) {
            for (EntityId id : history.entities()) {
                String collection = snapshot.collectionOf(id);
                EntityState stored = collection == null ? null : snapshot.state(collection, id);
                EntityState folded = history.state(id, history.last());
                if (!History.same(stored, folded)) {
                    throw new Broken("the server stores " + stored + ", and its log makes " + folded);
                }
            }
        }
        checkNow(new Dice(0));
    }
}
