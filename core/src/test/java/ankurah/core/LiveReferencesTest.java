package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.storage.EntityState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Live queries through references: what leads to a change of their rows, and what a commit costs that does not. */
class LiveReferencesTest {
    private static final int ALBUMS = 40;
    private static final int TRACKS = 10;

    /** Hides what is marked so from the reader, and counts how often it is asked about him. */
    private static final class Counting implements Policy {
        private int asked;

        @Override
        public boolean canRead(Principal who, EntityState row) {
            if (!who.equals(Principal.ANONYMOUS)) {
                return true;
            }
            asked++;
            return !row.get("hidden").equals(Value.TRUE);
        }

        @Override
        public void check(Principal who, Event event, @Nullable EntityState before, EntityState after) {}

        @Override
        public String version() {
            return "counting";
        }
    }

    private final Counting policy = new Counting();
    private final TestNode node = new TestNode(policy);
    private final Context context = node.node.context(Principal.of("author"));
    private final Context reader = node.context;
    private final List<EntityId> albums = new ArrayList<>();
    private final EntityId artist = create("artist", Map.of("name", Value.of("Muse"), "born", Value.of(1994)));
    private final EntityId elsewhere = create("other", Map.of("year", Value.of(0)));

    private EntityId create(String collection, Map<String, Value> values) {
        return context.transact(tx -> tx.create(collection, values).id()).value();
    }

    @BeforeEach
    void fill() {
        context.run(tx -> {
            for (int i = 0; i < ALBUMS; i++) {
                Map<String, Value> album = i % 2 == 0
                        ? Map.of("year", Value.of(i), "artist", Value.of(artist))
                        : Map.of("year", Value.of(i));
                albums.add(tx.create("album", album).id());
            }
            for (int i = 0; i < ALBUMS * TRACKS; i++) {
                tx.create("track", Map.of("n", Value.of(i), "album", Value.of(albums.get(i / TRACKS))));
            }
        });
    }

    @AfterEach
    void close() {
        node.close();
    }

    private void set(EntityId id, String property, Value value) {
        context.run(tx -> tx.set(id, property, value));
    }

    /** How often the policy is asked about the reader because of a commit of the author. */
    private int askedFor(Runnable commit) {
        int before = policy.asked;
        commit.run();
        return policy.asked - before;
    }

    private LiveQuery live(String query) {
        return reader.live("track", AnkQl.parse(query));
    }

    private void check(LiveQuery live) {
        assertThat(live.result().toList()).isEqualTo(reader.query("track", live.query()));
    }

    @Test
    void aCommitElsewhereCostsNothing() {
        try (LiveQuery live = live("album.year >= 20 ORDER BY album.year, n LIMIT 50")) {
            assertThat(askedFor(() -> set(elsewhere, "year", Value.of(2)))).isZero();
            assertThat(askedFor(() -> create("other", Map.of("year", Value.of(3)))))
                    .isZero();
            assertThat(askedFor(() -> set(artist, "born", Value.of(3)))).isZero();
            check(live);
        }
    }

    @Test
    void aChangeOffThePathLooksAtNoRow() {
        try (LiveQuery live = live("album.year >= 20")) {
            int asked = askedFor(() -> set(albums.get(30), "title", Value.of("b")));
            assertThat(asked).as("the target before and after").isEqualTo(2);
            check(live);
        }
    }

    @Test
    void aChangeOnThePathLooksAtTheRowsThatReferToIt() {
        try (LiveQuery live = live("album.year >= 20 ORDER BY album.year DESC")) {
            List<ChangeSet> heard = new ArrayList<>();
            live.subscribe(heard::add);
            int asked = askedFor(() -> set(albums.get(30), "year", Value.of(5)));
            assertThat(asked).as("each row and its target").isLessThanOrEqualTo(2 * TRACKS);
            check(live);
            node.deliver();
            assertThat(heard).hasSize(1);
            assertThat(heard.getFirst().changes())
                    .hasSize(TRACKS)
                    .allMatch(change -> change.kind() == Change.Kind.REMOVED);
        }
    }

    @Test
    void aRowWhoseTargetChangesWithoutAnyEffectIsNotReported() {
        try (LiveQuery live = live("album.year >= 20 AND album.year < 1000")) {
            List<ChangeSet> heard = new ArrayList<>();
            live.subscribe(heard::add);
            set(albums.get(30), "year", Value.of(35));
            node.deliver();
            assertThat(heard).isEmpty();
            check(live);
        }
    }

    @Test
    void aChangeTwoReferencesAwayIsFollowed() {
        try (LiveQuery live = live("album.artist.name = 'Muse' ORDER BY album.artist.born, n DESC")) {
            assertThat(live.result().size()).isEqualTo(ALBUMS * TRACKS / 2);
            set(artist, "name", Value.of("Mused"));
            assertThat(live.result().isEmpty()).isTrue();
            set(artist, "name", Value.of("Muse"));
            check(live);
            set(albums.get(1), "artist", Value.of(artist));
            check(live);
            assertThat(live.result().size()).isEqualTo(ALBUMS * TRACKS / 2 + TRACKS);
        }
    }

    @Test
    void aTargetThatIsHiddenDeletedOrBackCountsAsSuch() {
        try (LiveQuery live = live("album.year = 30 OR album.year IS NULL")) {
            EntityId album = albums.get(30);
            for (Runnable step : List.<Runnable>of(
                    () -> set(album, "hidden", Value.TRUE),
                    () -> set(album, "hidden", Value.FALSE),
                    () -> context.run(tx -> tx.delete(album)),
                    () -> context.run(tx -> tx.restore(album)),
                    () -> set(albums.get(2), "hidden", Value.TRUE))) {
                step.run();
                check(live);
            }
            assertThat(live.result().size()).isEqualTo(2 * TRACKS);
        }
    }

    @Test
    void aRowThatIsChangedTogetherWithItsTargetIsDecidedOnce() {
        try (LiveQuery live = live("album.year >= 20 ORDER BY album.year DESC, n LIMIT 15")) {
            List<Entity> replayed = new ArrayList<>(live.result().toList());
            live.subscribe(change -> Replay.apply(replayed, change));
            Entity row = live.result().get(0);
            context.run(tx -> {
                tx.set(row.id(), "album", Value.of(albums.get(21)));
                tx.set(albums.get(21), "year", Value.of(500));
                tx.set(row.id(), "n", Value.of(-1));
            });
            check(live);
            node.deliver();
            assertThat(replayed).isEqualTo(live.result().toList());
        }
    }
}
