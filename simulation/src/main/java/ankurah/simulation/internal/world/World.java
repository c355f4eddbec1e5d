package ankurah.simulation.internal.world;

import ankurah.core.ChangeSet;
import ankurah.core.Entity;
import ankurah.core.Indexes;
import ankurah.core.LiveQuery;
import ankurah.core.Principal;
import ankurah.core.Status;
import ankurah.core.Task;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.type.Properties;
import ankurah.core.sync.SyncLimits;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.simulation.Dice;
import ankurah.simulation.Fault;
import ankurah.simulation.Participant;
import ankurah.simulation.Run;
import ankurah.simulation.Scenario;
import ankurah.simulation.Settings;
import ankurah.simulation.Watched;
import ankurah.simulation.internal.check.Broken;
import ankurah.simulation.internal.check.Follower;
import ankurah.simulation.internal.check.History;
import ankurah.simulation.internal.check.Ledger;
import ankurah.simulation.internal.check.Secrecy;
import ankurah.simulation.internal.disk.Disk;
import ankurah.simulation.internal.net.Network;
import ankurah.simulation.internal.run.Baton;
import ankurah.simulation.internal.run.Trace;
import ankurah.storage.IndexSpec;
import ankurah.storage.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** One run: a server, clients, what they do, what befalls them, and what is checked. */
public final class World {
    private static final long MOST_HANDOVERS = 50_000_000;
    private static final int CALM_ROUNDS = 3;

    private final Settings settings;
    private final Scenario scenario;
    private final Plan plan;
    private final Trace trace;
    private final Baton baton;
    private final Network network;
    private final Ledger ledger;
    private final History history;
    private final ServerHost server;
    private final List<ClientHost> clients = new ArrayList<>();
    private final Quiet quiet;
    private final Befalling befalling;
    private volatile int step = -1;

    /** @param reader is given the trace, entry by entry */
    public World(Settings settings, Scenario scenario, BiConsumer<String, Long> reader) {
        this.trace = new Trace(reader);
        this.settings = settings;
        this.scenario = scenario;
        this.plan = new Plan(settings);
        Dice seeds = new Dice(settings.seed());
        this.baton = new Baton(seeds.nextLong(), trace, seeds.between(2, 60), MOST_HANDOVERS);
        this.ledger = new Ledger(scenario);
        this.history = new History(new Fold(new Properties(scenario.types())));
        Disk disk = new Disk(baton, trace, "the server", seeds.nextLong());
        this.server = new ServerHost(this, new Machine(baton, seeds.nextLong()), disk, limits(seeds));
        this.network = new Network(
                baton, trace, seeds.nextLong(), server::served, new Secrecy(scenario.secret(), this::watch));
        for (int i = 0; i < settings.clients(); i++) {
            clients.add(client(i));
        }
        this.quiet = new Quiet(this);
        this.befalling = new Befalling(this);
    }

    /** What it is follows from the seed and its number alone. Half of the clients have a store. */
    private ClientHost client(int number) {
        String name = "client" + number;
        Dice own = new Dice(Dice.mix(settings.seed(), -2 - number));
        Disk disk = own.oneIn(2) ? new Disk(baton, trace, name, own.nextLong()) : null;
        return new ClientHost(this, new Machine(baton, own.nextLong()), name, disk, disk == null && own.oneIn(2));
    }

    /** Sometimes small enough that every bound is met. */
    private static SyncLimits limits(Dice dice) {
        SyncLimits limits = SyncLimits.defaults().withSilenceMillis(6_000).withHandshakeMillis(5_000);
        return switch (dice.below(3)) {
            case 0 -> limits;
            case 1 -> limits.withFrameBytes(1_024).withBuffers(2_000, 200).withPageBytes(300);
            default -> limits.withBuffers(8_000, 2_000).withTailCommits(dice.below(20));
        };
    }

    /** @throws RuntimeException the first thing that did not hold */
    public Run run() {
        try (Listening logs = new Listening(this)) {
            baton.run(this::drive);
            logs.requireQuiet();
        }
        return new Run(settings, trace.hash(), history.last(), baton.handovers(), baton.nowMicros() / 1000);
    }

    private void drive() {
        server.start();
        if (baton.isSwitching()) {
            ledger.noteOvertaking();
        }
        scenario.prepare(server.node().context(Principal.SYSTEM), new Dice(Dice.mix(settings.seed(), -1)));
        server.follow();
        clients.forEach(ClientHost::start);
        for (int number = 0; number < settings.steps(); number++) {
            step = number;
            Plan.Step next = plan.step(number);
            if (next.kind() != Plan.Kind.NOTHING) {
                perform(next);
                baton.sleep(next.pauseMicros());
                baton.requireWell();
            }
        }
        step = settings.steps();
        befalling.end();
        baton.calm();
        quiet.reach();
        network.tellCuts();
        baton.sleep(100_000);
        quiet.reach();
        for (int round = 0; round < CALM_ROUNDS; round++) {
            actInCalm(new Dice(Dice.mix(settings.seed(), -1_000 - round)));
        }
        clients.forEach(ClientHost::stop);
        server.stop();
        server.start();
        quiet.requireFinal();
        server.stop();
    }

    /** When nothing goes wrong and nothing else is to be done, everybody hears at once of what happens. */
    private void actInCalm(Dice dice) {
        act(server.worker(), server.participant(), dice);
        baton.sleep(dice.below(2_000_000));
        act(server.worker(), server.participant(), dice);
        quiet.reachSoon();
    }

    /** The one that came last; -1 before the first. */
    public int step() {
        return step;
    }

    private void perform(Plan.Step step) {
        Dice dice = new Dice(step.seed());
        Fault fault = step.fault();
        if (step.kind() == Plan.Kind.ACT_AT_SERVER) {
            act(server.worker(), server.participant(), dice);
        } else if (step.kind() == Plan.Kind.INDEX) {
            Indexes indexes = server.node().indexes();
            server.worker().give(() -> tolerating(() -> changeIndexes(indexes, dice)));
        } else if (step.kind() == Plan.Kind.CHECK) {
            quiet.checkNow(dice);
        } else if (!clients.isEmpty()) {
            ClientHost client = clients.get(step.who());
            switch (step.kind()) {
                case ACT -> act(client.worker(), client.participant(), dice);
                case FOLLOW -> client.worker().give(() -> tolerating(() -> follow(client, dice)));
                case UNFOLLOW -> unfollow(client, dice);
                case RESELECT -> client.worker().give(() -> tolerating(() -> reselect(client, dice)));
                case HEAL -> network.heal(client.name());
                default -> {
                    if (fault != null) {
                        befalling.strike(fault, client, dice);
                    }
                }
            }
        }
    }

    private void act(Worker worker, Participant who, Dice dice) {
        worker.give(() -> {
            tolerating(() -> scenario.act(who, dice));
            if (!who.isServer() && dice.oneIn(4)) {
                clients.stream()
                        .filter(client -> client.name().equals(who.name()))
                        .forEach(quiet::checkClient);
            }
        });
    }

    /** A process begins that is of a later release than the first. */
    void begin(Worker worker, Participant who, int release) {
        worker.give(() -> tolerating(() -> scenario.release(who, release)));
    }

    private void follow(ClientHost client, Dice dice) {
        List<Watched> queries = scenario.queries();
        if (!queries.isEmpty() && client.isUp() && client.followers().size() < 6) {
            client.follow(dice.pick(queries));
        }
    }

    private void reselect(ClientHost client, Dice dice) {
        if (client.isUp() && !client.followers().isEmpty()) {
            Follower follower = dice.pick(client.followers());
            Watched other = dice.pick(scenario.queries());
            if (other.collection().equals(follower.watched().collection())) {
                follower.reselect(other.query());
            }
        }
    }

    private void changeIndexes(Indexes indexes, Dice dice) {
        if (!scenario.indexes().isEmpty()) {
            IndexSpec spec = dice.pick(scenario.indexes());
            if (dice.oneIn(3)) {
                indexes.drop(spec);
            } else {
                indexes.declare(spec);
            }
        }
    }

    private static void unfollow(ClientHost client, Dice dice) {
        List<Follower> followers = client.followers();
        if (!followers.isEmpty()) {
            followers.remove(dice.below(followers.size())).close();
        }
    }

    /** What a participant does, which may fail. */
    interface Doing {
        void run() throws Exception;
    }

    /** That something cannot be had now is no failure of the system; anything else is. */
    void tolerating(Doing doing) {
        try {
            doing.run();
        } catch (AnkurahException e) {
            if (e.category() != AnkurahException.Category.UNAVAILABLE && !isExpected(e)) {
                baton.fail(e);
            }
        } catch (Exception e) {
            baton.fail(e);
        }
    }

    private boolean isExpected(AnkurahException e) {
        return scenario.expects(e)
                || e.code().equals("node.stopped")
                || e.code().startsWith("storage.")
                || e.code().equals("commit.built_on_refused")
                || e.code().equals("live.closed");
    }

    /** Runs a check in one piece; what it finds ends the run. */
    void watch(Task check) {
        try {
            baton.undisturbed(check);
        } catch (RuntimeException | AssertionError e) {
            baton.fail(e);
        }
    }

    void shown(Position position, Commit commit) {
        trace.note("commit", commit.id().toBytes());
        watch(() -> history.shown(position, commit));
    }

    /** The server's disk was put back to an older state. */
    void restored() {
        ledger.noteAcknowledged(history);
        ledger.restored(clients.stream().map(ClientHost::name).toList());
        history.forgetAfter(server.numberOnDisk());
    }

    Follower.Told toldAtServer() {
        return told("the server");
    }

    Follower.Told told(ClientHost client) {
        return told(client.name());
    }

    private Follower.Told told(String name) {
        return new Follower.Told() {
            @Override
            public void broken(RuntimeException why) {
                baton.fail(new Broken(name + ": " + why.getMessage()));
            }

            @Override
            public boolean mayGoBack() {
                return ledger.wasRestored();
            }

            @Override
            public void result(Watched watched, LiveQuery live, ChangeSet changes) {
                List<Entity> rows = changes.rows().toList();
                watch(() -> {
                    // The status is that of the newest result; what is told of may be older, of before the server's
                    // answer.
                    if (live.status() == Status.LIVE && live.result().toList().equals(rows)) {
                        scenario.seen(watched, rows);
                    }
                });
            }
        };
    }

    Settings settings() {
        return settings;
    }

    Scenario scenario() {
        return scenario;
    }

    Baton baton() {
        return baton;
    }

    Network network() {
        return network;
    }

    Ledger ledger() {
        return ledger;
    }

    History history() {
        return history;
    }

    ServerHost server() {
        return server;
    }

    List<ClientHost> clients() {
        return clients;
    }
}
