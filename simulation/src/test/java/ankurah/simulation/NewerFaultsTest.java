package ankurah.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ankurah.core.Receipt;
import ankurah.core.Stage;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Interrupts and new releases reach the program, and what goes wrong with them is made small like anything else. */
class NewerFaultsTest {
    /** A program that waits for the server's word, and gives up when it is interrupted. */
    private static final class Patient implements Scenario {
        final Set<String> heard = new TreeSet<>();
        final Set<String> releases = new TreeSet<>();
        private final boolean interruptsFail;
        private final int fatalRelease;

        Patient(boolean interruptsFail, int fatalRelease) {
            this.interruptsFail = interruptsFail;
            this.fatalRelease = fatalRelease;
        }

        @Override
        public void act(Participant who, Dice dice) {
            Receipt<?> receipt = who.context().run(tx -> tx.create("item", Map.of("n", Value.of(1L))));
            try {
                receipt.await(Stage.ACCEPTED, Duration.ofSeconds(30));
            } catch (AnkurahException e) {
                heard.add(e.code());
                if (interruptsFail && e.code().equals("wait.interrupted")) {
                    throw new AssertionError("lost its patience");
                }
                // Each wait that follows ends in the same way, until the program has done what it does.
                throw e;
            }
        }

        @Override
        public void release(Participant who, int release) {
            releases.add(who.name() + " " + release);
            if (release == fatalRelease) {
                throw new AssertionError("does not start");
            }
        }
    }

    @Test
    void whoWaitsIsInterruptedWithATypedError() {
        Patient patient = new Patient(false, 0);
        Run run = Simulation.of(() -> patient)
                .run(Settings.of(1, 400, 3)
                        .withFaults(Set.of(Fault.INTERRUPT, Fault.PARTITION))
                        .withStorm(40));
        assertThat(patient.heard).as(run.settings().toString()).contains("wait.interrupted");
    }

    @Test
    void releasesFollowEachOtherOnEachMachineByItself() {
        Patient patient = new Patient(false, 0);
        Run run = Simulation.of(() -> patient)
                .run(Settings.of(2, 200, 3).withFaults(Set.of(Fault.RELEASE)).withStorm(10));
        assertThat(patient.releases)
                .as(run.settings().toString())
                .contains("client0 1", "client0 2", "client1 1", "client2 1", "server 1");
    }

    @Test
    void anInterruptThatIsToBlameIsWhatIsLeft() {
        Simulation simulation = Simulation.of(() -> new Patient(true, 0))
                .without(Fault.CENTURY, Fault.SKEW)
                .steps(200)
                .storm(20);
        SimulationFailure failure = catchThrowableOfType(SimulationFailure.class, () -> simulation.seeds(1, 20));
        assertThat(failure.what()).contains("lost its patience");
        assertThat(failure.settings().faults()).containsExactly(Fault.INTERRUPT);
        assertThat(stepsOf(failure)).isLessThan(20);
    }

    @Test
    void aReleaseThatIsToBlameIsWhatIsLeft() {
        Simulation simulation = Simulation.of(() -> new Patient(false, 2))
                .without(Fault.CENTURY, Fault.SKEW)
                .steps(300)
                .storm(20);
        SimulationFailure failure = catchThrowableOfType(SimulationFailure.class, () -> simulation.seeds(1, 20));
        assertThat(failure.what()).contains("does not start");
        assertThat(failure.settings().faults()).containsExactly(Fault.RELEASE);
        assertThat(stepsOf(failure)).as("one machine is released anew twice").isEqualTo(2);
    }

    private static int stepsOf(SimulationFailure failure) {
        Settings settings = failure.settings();
        return settings.only() == null ? settings.steps() : settings.only().cardinality();
    }
}
