package ankurah.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.Policy;
import ankurah.core.Reads;
import ankurah.core.type.Counter;
import ankurah.event.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a scenario finds out about a program is small and can be had again. */
class FailureTest {
    /** A shop that looks before it sells, which does not help when two look at once. */
    private static final class Careless implements Scenario {
        @Override
        public void prepare(Context server, Dice dice) {
            server.run(tx -> tx.create("item", Map.of(), Map.of("stock", Counter.add(3))));
        }

        @Override
        public void act(Participant who, Dice dice) {
            for (Entity item : who.context().query("item", "")) {
                boolean there = !item.get("stock").equals(Value.of(0L));
                who.context().run(tx -> tx.apply(item.id(), "stock", there ? Counter.subtract(1) : Counter.add(1)));
            }
        }

        @Override
        public void check(Reads reads) {
            if (!reads.query("item", "stock < 0").isEmpty()) {
                throw new AssertionError("sold what was not there");
            }
        }
    }

    /** A policy that shows what its scenario calls secret. */
    private static final class Talkative implements Scenario {
        @Override
        public Policy policy() {
            return Policy.allowAll();
        }

        @Override
        public void prepare(Context server, Dice dice) {
            server.run(tx -> tx.create("letter", Map.of("text", Value.of("for your eyes only"))));
        }

        @Override
        public List<Watched> queries() {
            return List.of(Watched.of("letter", ""));
        }

        @Override
        public String secret() {
            return "your eyes only";
        }

        @Override
        public void act(Participant who, Dice dice) {
            who.context().query("letter", "");
        }
    }

    @Test
    void anInvariantThatBreaksIsFoundMadeSmallAndReplayed() {
        Simulation careless = Simulation.of(Careless::new).clients(3).steps(200);
        SimulationFailure failure = catchThrowableOfType(SimulationFailure.class, () -> careless.seeds(1, 50));
        assertThat(failure.what()).contains("sold what was not there");
        assertThat(failure.settings().faults()).as("no fault is needed for it").isEmpty();
        int steps = failure.settings().only() == null
                ? failure.settings().steps()
                : failure.settings().only().cardinality();
        assertThat(steps).as("of 200 steps few are needed").isLessThan(20);

        String line = failure.getMessage().lines().findFirst().orElseThrow();
        assertThat(line).startsWith("-Dankurah.simulation='seed=");
        String replay = line.substring(line.indexOf('\'') + 1, line.lastIndexOf('\''));
        SimulationFailure again = catchThrowableOfType(SimulationFailure.class, () -> careless.replay(replay));
        assertThat(again.what()).isEqualTo(failure.what());
        assertThat(again.settings()).isEqualTo(failure.settings());
    }

    @Test
    void aSecretThatIsSentIsFound() {
        SimulationFailure failure = catchThrowableOfType(
                SimulationFailure.class,
                () -> Simulation.of(Talkative::new).shrinkingTries(0).seeds(1, 5));
        assertThat(failure.what()).contains("holds a secret");
    }
}
