package ankurah.query;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class OrderingTest {

    private static List<Long> ids(String query, Row... rows) {
        Ordering ordering = Ordering.of(AnkQl.parse(query).orderBy());
        List<Row> sorted = new ArrayList<>(List.of(rows));
        sorted.sort(Comparator.comparing(ordering::key, ordering));
        return sorted.stream().map(row -> row.id().genesis().time()).toList();
    }

    @Test
    void withoutOrderByRowsFollowById() {
        assertThat(ids("", MapRow.of(3), MapRow.of(1), MapRow.of(2))).containsExactly(1L, 2L, 3L);
    }

    @Test
    void numbersSortAsNumbers() {
        assertThat(ids(
                        "ORDER BY n",
                        MapRow.of(1, "n", 10),
                        MapRow.of(2, "n", 9),
                        MapRow.of(3, "n", 0),
                        MapRow.of(4, "n", -1),
                        MapRow.of(5, "n", 9.5),
                        MapRow.of(6, "n", Value.of(new BigDecimal("-0.5")))))
                .containsExactly(4L, 6L, 3L, 2L, 5L, 1L);
    }

    @Test
    void equalKeysFollowByAscendingIdInBothDirections() {
        Row[] rows = {MapRow.of(3, "n", 1), MapRow.of(1, "n", 1.0), MapRow.of(2, "n", 1), MapRow.of(4, "n", 2)};
        assertThat(ids("ORDER BY n", rows)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(ids("ORDER BY n DESC", rows)).containsExactly(4L, 1L, 2L, 3L);
    }

    @Test
    void nullsComeFirstAscendingAndLastDescendingUnlessSaid() {
        Row[] rows = {MapRow.of(1, "n", 5), MapRow.of(2), MapRow.of(3, "n", -5), MapRow.of(4, "n", Value.NULL)};
        assertThat(ids("ORDER BY n", rows)).containsExactly(2L, 4L, 3L, 1L);
        assertThat(ids("ORDER BY n DESC", rows)).containsExactly(1L, 3L, 2L, 4L);
        assertThat(ids("ORDER BY n NULLS LAST", rows)).containsExactly(3L, 1L, 2L, 4L);
        assertThat(ids("ORDER BY n DESC NULLS FIRST", rows)).containsExactly(2L, 4L, 1L, 3L);
    }

    @Test
    void threeColumnsInMixedDirections() {
        Row[] rows = {
            MapRow.of(1, "a", 1, "b", "x", "c", 5),
            MapRow.of(2, "a", 1, "b", "y", "c", 1),
            MapRow.of(3, "a", 2, "b", "x", "c", 1),
            MapRow.of(4, "a", 1, "b", "x", "c", 7),
            MapRow.of(5, "a", 2, "b", "x", "c", 1),
            MapRow.of(6, "a", 1, "b", "y")
        };
        assertThat(ids("ORDER BY a, b DESC, c", rows)).containsExactly(6L, 2L, 1L, 4L, 3L, 5L);
        assertThat(ids("ORDER BY a DESC, b, c DESC NULLS FIRST", rows)).containsExactly(3L, 5L, 4L, 1L, 6L, 2L);
    }

    @Test
    void idIsAColumnLikeAnyOther() {
        assertThat(ids("ORDER BY id DESC", MapRow.of(1), MapRow.of(3), MapRow.of(2)))
                .containsExactly(3L, 2L, 1L);
    }

    @Test
    void columnsLeadIntoJsonAndThroughReferences() {
        MapRow muse = MapRow.of(7, "name", "Muse");
        MapRow abba = MapRow.of(8, "name", "ABBA");
        assertThat(ids(
                        "ORDER BY artist.name",
                        MapRow.of(1, "artist", Value.of(muse.id())).knowing(muse),
                        MapRow.of(2, "artist", Value.of(abba.id())).knowing(abba),
                        MapRow.of(3, "artist", Value.of(abba.id()))))
                .containsExactly(3L, 2L, 1L);
    }

    @Property(shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void everyOrderIsTotal(@ForAll long seed) {
        Maker maker = new Maker(seed);
        List<MapRow> rows = maker.rows(12);
        Ordering ordering = Ordering.of(maker.orderBy());
        List<SortKey> sorted = rows.stream().map(ordering::key).sorted(ordering).toList();
        for (int i = 0; i < sorted.size(); i++) {
            for (int j = 0; j < sorted.size(); j++) {
                assertThat(Integer.signum(ordering.compare(sorted.get(i), sorted.get(j))))
                        .isEqualTo(Integer.compare(i, j));
            }
        }
        List<SortKey> shuffled = new ArrayList<>(sorted);
        Collections.shuffle(shuffled, new Random(seed));
        shuffled.sort(ordering);
        assertThat(shuffled).isEqualTo(sorted);
    }
}
