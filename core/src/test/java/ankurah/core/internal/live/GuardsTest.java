package ankurah.core.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Context;
import ankurah.core.EntityLookup;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.internal.entity.AllRows;
import ankurah.core.internal.entity.FollowingRow;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.entity.RowFilter;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.Predicate;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.MemoryStorage;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a commit may open or hide, told by guards that give up beyond three links. */
class GuardsTest {
    private static final Predicate READABLE =
            AnkQl.parse("artist.label.owner = 'ann'").where();

    private final Node node = Node.durable(MemoryStorage.open(), Policy.allowAll());
    private final Context context = node.context();
    private final Reactor reactor = node.backend().reactor();
    private final Guards guards = new Guards(3);
    private final Selection albums = new Selection("album", Query.ALL, new Readable());
    private final Set<Guards.Place> lost = new LinkedHashSet<>();

    /** Says what may be read by a condition through references. */
    private static final class Readable implements RowFilter {
        @Override
        public boolean admits(EntityState row, EntityLookup others, FollowingRow.@Nullable Trail trail) {
            return AllRows.FILTER.admits(row, others, trail);
        }

        @Override
        public Predicate condition(String collection) {
            return READABLE;
        }
    }

    @AfterEach
    void close() {
        node.close();
    }

    private EntityId create(String collection, Map<String, Value> values) {
        return context.transact(tx -> tx.create(collection, values).id()).value();
    }

    private EntityId label(String collection) {
        return create(collection, Map.of("owner", Value.of("bob")));
    }

    private EntityId artist(EntityId label) {
        return create("artist", Map.of("label", Value.of(label)));
    }

    private void albums(EntityId artist, int count) {
        for (int i = 0; i < count; i++) {
            create("album", Map.of("artist", Value.of(artist)));
        }
    }

    private void watch() {
        reactor.between(newest -> guards.use(albums, newest.view()));
        follow();
    }

    private void follow() {
        reactor.tap((next, commit, changes) ->
                lost.addAll(guards.advance(changes, next.view()).lost()));
    }

    /** Whether those who look through the guard have to read anew because of it. */
    private boolean isTold(EntityId label) {
        lost.clear();
        context.run(tx -> tx.edit(label, Map.of("owner", Value.of("ann"))));
        return !lost.isEmpty();
    }

    @Test
    void whoGaveUpWhileReadingKnowsTheCollectionsOfAllRows() {
        EntityId early = label("label");
        EntityId late = label("house");
        albums(artist(early), 6);
        albums(artist(late), 6);
        watch();
        assertThat(isTold(early)).isTrue();
        assertThat(isTold(late)).isTrue();
    }

    @Test
    void whoGaveUpLearnsOfACollectionThatAReferenceLeadsToLater() {
        EntityId artist = artist(label("label"));
        albums(artist, 6);
        EntityId other = label("house");
        watch();
        assertThat(isTold(other)).isFalse();
        context.run(tx -> tx.edit(artist, Map.of("label", Value.of(other))));
        context.run(tx -> tx.edit(other, Map.of("owner", Value.of("eve"))));
        assertThat(isTold(other)).isTrue();
    }

    @Test
    void whoGaveUpWhileReadingLearnsWhereReferencesWereLedMeanwhile() {
        EntityId artist = artist(label("label"));
        albums(artist, 6);
        EntityId other = label("house");
        Root from = reactor.acquire();
        try {
            GuardLoading loading = Objects.requireNonNull(guards.missing(albums, from.view()));
            follow();
            context.run(tx -> tx.edit(artist, Map.of("label", Value.of(other))));
            loading.read(from.view());
            reactor.between(newest -> guards.loaded(loading, newest.view()));
        } finally {
            from.release();
        }
        reactor.between(newest -> guards.use(albums, newest.view()));
        assertThat(isTold(other)).isTrue();
    }
}
