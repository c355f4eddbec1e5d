package ankurah.cli.internal.soak;

import ankurah.cli.internal.Failure;
import ankurah.cli.internal.output.Terminal;
import ankurah.client.Client;
import ankurah.client.ClientOptions;
import ankurah.core.Context;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Stage;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.server.testkit.Cable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Runs it. In the first third the server is killed now and then; after that it lives on, and its memory is looked at, since a
 * process that ends hides what it leaks. Connections are cut, clients restarted and subscriptions opened anew all the time.
 */
public final class Soaking {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MEASURES = 12;
    private static final int KILLS_APART_SECONDS = 12;

    private final Plan plan;
    private final Terminal terminal;
    private final Random random;
    private final Figures figures = new Figures();
    private final List<Cable> cables = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<ServerProcess.Measure> measures = new ArrayList<>();
    private ServerProcess server;
    private int kills;
    private int cuts;

    public Soaking(Plan plan, Terminal terminal) {
        this.plan = plan;
        this.terminal = terminal;
        this.random = new Random(plan.seed());
        this.server = ServerProcess.start(plan.store(), 0);
    }

    /** @return what is wrong; nothing if all is well */
    public List<String> run() throws IOException, InterruptedException {
        try {
            begin();
            ServerProcess.Measure base = server.measure();
            start();
            disturb();
            settle();
            Verdict verdict = new Verdict(plan, figures, workers);
            try (Node checker = connect()) {
                verdict.check(checker.context());
            }
            workers.forEach(Worker::close);
            verdict.checkMemory(measures, base, this::idle);
            report(verdict);
            return verdict.wrong();
        } finally {
            end();
        }
    }

    private Node connect() {
        NodeOptions patient = NodeOptions.defaults().withMeetMillis((int) PATIENCE.toMillis());
        return Client.connect(
                URI.create("ws://127.0.0.1:" + server.port()),
                ClientOptions.defaults().withNode(patient));
    }

    /** The rows that the teams share, and one for each client to count in. */
    private void begin() throws IOException {
        try (Node first = connect()) {
            Context context = first.context();
            for (int team = 0; team < plan.teams(); team++) {
                cables.add(new Cable(server.port()));
                List<EntityId> items = items(context, team);
                URI uri = URI.create("ws://127.0.0.1:" + cables.get(team).port());
                int end = Math.min(plan.clients(), (team + 1) * Plan.TEAM);
                for (int number = team * Plan.TEAM; number < end; number++) {
                    workers.add(new Worker(number, uri, plan, figures, tally(context, number), items));
                }
            }
        }
        workers.forEach(worker -> Waits.patiently(() -> worker.context().query(Worker.TALLY, "LIMIT 1")));
    }

    private static List<EntityId> items(Context context, int team) {
        List<EntityId> items = new ArrayList<>();
        context.run(tx -> {
                    for (int i = 0; i < Plan.ITEMS; i++) {
                        items.add(tx.create(
                                        Worker.ITEM, Map.of("team", Value.of((long) team), "rank", Value.of((long) i)))
                                .id());
                    }
                })
                .await(Stage.ACCEPTED, PATIENCE);
        return items;
    }

    private static EntityId tally(Context context, int number) {
        EntityId[] made = new EntityId[1];
        context.run(tx -> made[0] = tx.create(Worker.TALLY, Map.of("by", Value.of((long) number)))
                        .id())
                .await(Stage.ACCEPTED, PATIENCE);
        return made[0];
    }

    private void start() {
        for (Worker worker : workers) {
            threads.add(Thread.ofVirtual().name("soak-" + worker.number).start(worker::run));
        }
    }

    private void disturb() throws InterruptedException {
        long begin = System.nanoTime();
        long length = plan.seconds() * 1_000_000_000L;
        boolean lasts = !plan.store().startsWith("memory:");
        int wantedKills = lasts ? Math.max(1, plan.seconds() / 3 / KILLS_APART_SECONDS) : 0;
        long nextTold = 0;
        while (System.nanoTime() - begin < length) {
            long passed = System.nanoTime() - begin;
            if (kills < wantedKills && passed > length / 3 * (kills + 1) / (wantedKills + 1)) {
                kill();
            } else if (passed > length / 3 && passed - length / 3 > length * 2 / 3 / MEASURES * measures.size()) {
                measures.add(server.measure());
            }
            if (random.nextInt(4) == 0) {
                figures.disturbances.incrementAndGet();
                cables.get(random.nextInt(cables.size())).cut();
                cuts++;
            }
            if (passed > nextTold) {
                tell(passed);
                nextTold += 10_000_000_000L;
            }
            requireWorking();
            Thread.sleep(random.nextInt(1_000));
        }
    }

    private void kill() throws InterruptedException {
        figures.disturbances.incrementAndGet();
        server.kill();
        kills++;
        Thread.sleep(random.nextInt(1_500));
        server = ServerProcess.start(plan.store(), server.port());
        figures.disturbances.incrementAndGet();
    }

    private void requireWorking() {
        for (Worker worker : workers) {
            Throwable failure = worker.failure();
            if (failure != null) {
                throw Failure.failed("client " + worker.number + " failed: " + failure + "; " + plan.replay(), failure);
            }
        }
    }

    private void tell(long passed) {
        terminal.err()
                .printf(
                        Locale.ROOT,
                        "%4d s  %d commits acknowledged, %d kills, %d cuts%s%n",
                        passed / 1_000_000_000L,
                        figures.acknowledged.get(),
                        kills,
                        cuts,
                        measures.isEmpty() ? "" : ", server: " + measures.getLast());
    }

    private void settle() throws InterruptedException {
        workers.forEach(Worker::stop);
        for (Thread thread : threads) {
            thread.join();
        }
        requireWorking();
        Waits.until(
                "all clients have sent what they have", () -> workers.stream().noneMatch(Worker::hasPending));
    }

    /** What the server holds when nobody is there any more. */
    private ServerProcess.Measure idle() {
        ServerProcess.Measure[] last = {server.measure()};
        Waits.maybe(() -> {
            last[0] = server.measure();
            return last[0].connections() == 0 && last[0].liveQueries() == 0;
        });
        return last[0];
    }

    private void report(Verdict verdict) {
        terminal.out()
                .line(plan.clients() + " clients, " + plan.seconds() + " s: " + figures.acknowledged
                        + " commits acknowledged, " + figures.uncertain + " without an answer, " + kills
                        + " kills of the server, " + cuts + " cuts of " + Plan.TEAM + " connections, "
                        + figures.restarts + " clients started anew, " + figures.resubscribed + " resubscribed");
        terminal.out().line("commit to acknowledgement: " + figures.commits);
        terminal.out().line("commit to being seen by others: " + figures.seen);
        terminal.out().print(verdict.memory());
        terminal.out().line("replay: " + plan.replay());
    }

    private void end() throws IOException {
        workers.forEach(Worker::stop);
        for (Worker worker : workers) {
            worker.close();
        }
        for (Cable cable : cables) {
            cable.close();
        }
        server.close();
    }
}
