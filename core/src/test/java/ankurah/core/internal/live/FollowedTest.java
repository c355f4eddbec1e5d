package ankurah.core.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.internal.entity.Changed;
import ankurah.event.Clock;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.storage.EntityState;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FollowedTest {
    private final Followed followed = new Followed(3);

    private static EntityId id(int number) {
        byte[] bytes = new byte[32];
        bytes[31] = (byte) number;
        return new EntityId(EventId.fromBytes(bytes));
    }

    private static EntityState state(int number) {
        return new EntityState("target", id(number), Clock.EMPTY, new TreeMap<>());
    }

    private Set<EntityId> rows(int target) {
        Set<EntityId> rows = new LinkedHashSet<>();
        followed.addRows(id(target), rows);
        assertThat(followed.holds(id(target))).isEqualTo(!rows.isEmpty());
        return rows;
    }

    @Test
    void aTargetLeadsBackToTheRowsItWasLookedAtFor() {
        followed.followed(id(1), state(1));
        followed.followed(id(1), state(1));
        followed.followed(id(2), state(2));
        followed.decided(id(10));
        followed.followed(id(1), state(1));
        followed.decided(id(11));
        assertThat(rows(1)).containsExactly(id(10), id(11));
        assertThat(rows(2)).containsExactly(id(10));
        assertThat(rows(3)).isEmpty();
        assertThat(followed.isLost()).isFalse();
    }

    @Test
    void onlyTheLastDecisionAboutARowCounts() {
        followed.followed(id(1), state(1));
        followed.decided(id(10));
        followed.followed(id(2), state(2));
        followed.decided(id(10));
        assertThat(rows(1)).isEmpty();
        assertThat(rows(2)).containsExactly(id(10));
        followed.decided(id(10));
        assertThat(rows(2)).isEmpty();
    }

    @Test
    void whatWasNotFoundMayTurnUpAnywhere() {
        followed.followed(id(1), null);
        followed.decided(id(10));
        assertThat(followed.isDangling()).isTrue();
        assertThat(followed.collections()).isEmpty();
        assertThat(followed.mayHold(new Changed(null, state(1)))).isTrue();
        assertThat(followed.mayHold(new Changed(state(1), state(1)))).isFalse();
    }

    @Test
    void beyondItsBoundItGivesUpAndSaysSo() {
        for (int row = 10; row < 20; row++) {
            followed.followed(id(row - 10), state(row - 10));
            followed.decided(id(row));
            assertThat(followed.isLost()).isEqualTo(row >= 13);
        }
        assertThat(rows(1)).isEmpty();
        assertThat(followed.collections()).containsExactly("target");
    }
}
