package ankurah.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void theTextOfSettingsIsReadBack() {
        BitSet only = new BitSet();
        only.set(3, 7);
        only.set(9);
        Settings all = Settings.of(-5, 20, 4);
        assertThat(Settings.parse(all.toString())).isEqualTo(all);
        Settings some = all.withFaults(EnumSet.of(Fault.RESTORE, Fault.CUT)).withOnly(only);
        assertThat(some).hasToString("seed=-5 steps=20 clients=4 faults=CUT,RESTORE only=3-6,9");
        assertThat(Settings.parse(some.toString())).isEqualTo(some);
        Settings stormy = some.withStorm(30);
        assertThat(stormy).hasToString("seed=-5 steps=20 clients=4 faults=CUT,RESTORE storm=30 only=3-6,9");
        assertThat(Settings.parse(stormy.toString())).isEqualTo(stormy);
        Settings none = all.withFaults(Set.of()).withOnly(new BitSet());
        assertThat(Settings.parse(none.toString())).isEqualTo(none);
    }

    @Test
    void aSettingThatIsNoneIsNamed() {
        assertThatThrownBy(() -> Settings.parse("seed=1 sedes=3")).hasMessageContaining("sedes");
        assertThatThrownBy(() -> Settings.parse("seed")).hasMessageContaining("seed=1");
    }
}
