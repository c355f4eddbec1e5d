package ankurah.event;

import static ankurah.event.Fixtures.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ClockTest {

    @Property
    void everyConstructorAndDecoderSortsAndRemovesDuplicates(@ForAll("ids") List<EventId> ids, @ForAll long seed) {
        List<EventId> expected = new ArrayList<>(new TreeSet<>(ids));
        List<EventId> shuffled = new ArrayList<>(ids);
        shuffled.addAll(ids);
        Collections.shuffle(shuffled, new Random(seed));
        Clock clock = Clock.of(shuffled);
        assertThat(clock.toList()).isEqualTo(expected);
        assertThat(Clock.of(shuffled.toArray(new EventId[0]))).isEqualTo(clock).hasSameHashCodeAs(clock);
        assertThat(Clock.of(new TreeSet<>(ids).descendingSet())).isEqualTo(clock);
        assertThat(decode(encode(clock))).isEqualTo(clock);
        assertThat(clock).containsExactlyElementsOf(expected);
        assertThat(clock.size()).isEqualTo(expected.size());
        assertThat(clock.isEmpty()).isEqualTo(expected.isEmpty());
    }

    @Property
    void advancingTakesTheParentsAwayAndAddsTheEvent(
            @ForAll("ids") List<EventId> head, @ForAll("ids") List<EventId> parents, @ForAll("id") EventId event) {
        TreeSet<EventId> expected = new TreeSet<>(head);
        expected.removeAll(new TreeSet<>(parents));
        expected.add(event);
        assertThat(Clock.of(head).advance(Clock.of(parents), event).toList()).isEqualTo(new ArrayList<>(expected));
        assertThat(Clock.of(head).advance(Clock.of(head), event).toList()).containsExactly(event);
    }

    @Property
    void theGreatestAreTheLastOfTheSorted(@ForAll("ids") List<EventId> ids) {
        Clock clock = Clock.of(ids);
        for (int count = 0; count <= ids.size() + 1; count++) {
            List<EventId> all = clock.toList();
            assertThat(clock.greatest(count).toList())
                    .isEqualTo(all.subList(Math.max(0, all.size() - count), all.size()));
        }
    }

    @Property
    void aClockKnowsItsIds(@ForAll("ids") List<EventId> ids, @ForAll("id") EventId other) {
        Clock clock = Clock.of(ids);
        assertThat(ids).allMatch(clock::contains);
        assertThat(clock.contains(other)).isEqualTo(ids.contains(other));
        assertThat(clock.latestTime())
                .isEqualTo(ids.isEmpty() ? 0 : Collections.max(ids).time());
    }

    @Test
    void anArrayGivenToAClockMayBeChangedAfterwards() {
        EventId[] ids = {Fixtures.id(2, 1), Fixtures.id(1, 1)};
        Clock clock = Clock.of(ids);
        assertThat(ids[0].time()).isEqualTo(2);
        ids[0] = Fixtures.id(9, 1);
        assertThat(clock.latestTime()).isEqualTo(2);
    }

    @Test
    void encodedIdsOutOfOrderOrTwiceAreRefused() {
        EventId small = Fixtures.id(1, 1);
        EventId great = Fixtures.id(2, 1);
        assertInvalid("clock.not_sorted", () -> decode(encode(great, small)));
        assertInvalid("clock.not_sorted", () -> decode(encode(small, small)));
        assertInvalid(
                "cbor.malformed",
                () -> decode(new CborWriter().array(1).bytes(new byte[31]).toBytes()));
        assertInvalid("cbor.malformed", () -> decode(new CborWriter().array(3).toBytes()));
        assertThat(decode(new CborWriter().array(0).toBytes())).isSameAs(Clock.EMPTY);
    }

    private static byte[] encode(EventId... ids) {
        CborWriter out = new CborWriter().array(ids.length);
        for (EventId id : ids) {
            id.write(out);
        }
        return out.toBytes();
    }

    private static byte[] encode(Clock clock) {
        CborWriter out = new CborWriter();
        clock.write(out);
        return out.toBytes();
    }

    private static Clock decode(byte[] bytes) {
        CborReader in = new CborReader(bytes);
        Clock clock = Clock.read(in);
        in.end();
        return clock;
    }

    /** From a small pool, so that clocks overlap. */
    @Provide
    Arbitrary<EventId> id() {
        return Arbitraries.integers().between(1, 12).map(n -> Fixtures.id(n / 3, n));
    }

    @Provide
    Arbitrary<List<EventId>> ids() {
        return id().list().ofMaxSize(8);
    }
}
