package ankurah.simulation.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.Scheduler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatonTest {
    private static Baton baton(long seed) {
        return new Baton(seed, new Trace((what, value) -> {}), 5, 100_000);
    }

    @Test
    void timeJumpsToTheNextDeadline() {
        Baton baton = baton(1);
        Scheduler scheduler = baton.scheduler(baton.own());
        List<Long> woken = new ArrayList<>();
        baton.run(() -> {
            scheduler.start("late", () -> {
                assertThat(scheduler.await(() -> false, 7_200_000)).isFalse();
                woken.add(scheduler.nowMillis());
            });
            assertThat(scheduler.await(() -> false, 3_600_000)).isFalse();
            woken.add(scheduler.nowMillis());
            scheduler.await(() -> woken.size() == 2, 7_300_000);
        });
        assertThat(woken.getFirst()).isBetween(3_600_000L, 3_600_100L);
        assertThat(woken.getLast()).isBetween(7_200_000L, 7_200_100L);
    }

    @Test
    void aSignalThatNobodyGivesIsMissed() {
        Baton baton = baton(2);
        Scheduler scheduler = baton.scheduler(baton.own());
        boolean[] open = {false};
        List<Long> seen = new ArrayList<>();
        Scheduler.Condition isOpen = () -> open[0];
        baton.run(() -> {
            scheduler.start("waiter", () -> {
                assertThat(scheduler.await(isOpen, 1_000)).isTrue();
                seen.add(scheduler.nowMillis());
            });
            scheduler.await(() -> false, 10);
            open[0] = true;
            scheduler.await(() -> false, 2_000);
        });
        assertThat(seen.getFirst()).as("woken by its deadline alone").isGreaterThanOrEqualTo(1_000);
    }

    @Test
    void whoIsStuckIsNamedWithWhatItWaitsFor() {
        Baton baton = baton(3);
        Scheduler scheduler = baton.scheduler(new Life("node.1"));
        assertThatThrownBy(() -> baton.run(() -> {
                    scheduler.start("other", () -> scheduler.await(() -> false, Scheduler.NEVER));
                    baton.scheduler(baton.own()).await(() -> false, Scheduler.NEVER);
                }))
                .isInstanceOf(Stuck.class)
                .hasMessageContaining("nobody can run")
                .hasMessageContaining("simulation/driver#0 waits for")
                .hasMessageContaining("node.1/other#1 waits for")
                .hasMessageContaining(BatonTest.class.getName());
    }

    @Test
    void whoRunsWithoutEndIsStopped() {
        Baton baton = baton(4);
        assertThatThrownBy(() -> baton.run(() -> {
                    while (true) {
                        baton.yieldNow();
                    }
                }))
                .isInstanceOf(Stuck.class)
                .hasMessageContaining("does not come to rest");
    }

    @Test
    void whatRunsInADeadProcessUnwindsAndDoesNothingMore() {
        Baton baton = baton(5);
        Life life = new Life("node.1");
        Scheduler scheduler = baton.scheduler(life);
        List<String> done = new ArrayList<>();
        baton.run(() -> {
            scheduler.start("victim", () -> {
                try {
                    scheduler.await(() -> false, Scheduler.NEVER);
                    done.add("went on");
                } finally {
                    done.add("unwound");
                }
            });
            scheduler.start("never begun", () -> done.add("began"));
            baton.sleep(10);
            baton.kill(life);
            scheduler.start("afterwards", () -> done.add("began"));
            baton.sleep(1_000);
        });
        assertThat(done.stream().filter(what -> !what.equals("began"))).isSubsetOf("unwound");
        assertThat(done).doesNotContain("went on");
    }

    @Test
    void theFirstErrorOfAnyStrandEndsTheRun() {
        Baton baton = baton(6);
        Scheduler scheduler = baton.scheduler(baton.own());
        assertThatThrownBy(() -> baton.run(() -> {
                    scheduler.start("bad", () -> {
                        throw new IllegalStateException("bad luck");
                    });
                    scheduler.await(() -> false, 60_000);
                }))
                .hasMessageContaining("bad luck");
    }

    @Test
    void differentSeedsChooseDifferently() {
        assertThat(order(1)).isEqualTo(order(1)).isNotEqualTo(order(2));
    }

    private static List<Integer> order(long seed) {
        Baton baton = baton(seed);
        Scheduler scheduler = baton.scheduler(baton.own());
        List<Integer> order = new ArrayList<>();
        baton.run(() -> {
            for (int i = 0; i < 20; i++) {
                int number = i;
                scheduler.start("runner", () -> order.add(number));
            }
            baton.sleep(10_000);
        });
        return order;
    }
}
