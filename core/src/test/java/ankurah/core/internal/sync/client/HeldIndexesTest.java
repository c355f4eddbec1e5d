package ankurah.core.internal.sync.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.jvm.JvmPlatform;
import ankurah.event.AnkurahException;
import ankurah.storage.IndexLimits;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus;
import org.junit.jupiter.api.Test;

class HeldIndexesTest {
    private static final IndexSpec BY_NAME = IndexSpec.on("person", "name");
    private static final IndexSpec BY_AGE = IndexSpec.on("person", "age");

    private final HeldIndexes indexes = new HeldIndexes(JvmPlatform.create().scheduler());

    @Test
    void anIndexIsCompleteWhenItIsDeclaredUntilItIsDropped() {
        indexes.declare(BY_NAME);
        indexes.declare(BY_AGE);
        indexes.declare(BY_NAME);
        assertThat(indexes.await(BY_NAME, 0)).isTrue();
        assertThat(indexes.list())
                .containsExactly(
                        new IndexStatus(BY_AGE, IndexStatus.Phase.READY, true, 0, 0),
                        new IndexStatus(BY_NAME, IndexStatus.Phase.READY, true, 0, 0));
        indexes.drop(BY_NAME);
        assertThat(indexes.await(BY_NAME, 0)).isFalse();
        assertThat(indexes.list()).extracting(IndexStatus::spec).containsExactly(BY_AGE);
    }

    @Test
    void aCollectionHasNoMoreThanItMay() {
        int most = IndexLimits.DECLARED_ONLY.perCollection();
        for (int i = 0; i < most; i++) {
            indexes.declare(IndexSpec.on("person", "p" + i));
        }
        indexes.declare(IndexSpec.on("album", "name"));
        indexes.declare(IndexSpec.on("person", "p0"));
        assertThatThrownBy(() -> indexes.declare(BY_NAME))
                .isInstanceOfSatisfying(
                        AnkurahException.Conflict.class,
                        e -> assertThat(e.code()).isEqualTo("index.too_many"));
    }

    @Test
    void aClosedNodeHasNone() {
        indexes.close();
        assertThatThrownBy(() -> indexes.await(BY_NAME, 1_000))
                .isInstanceOfSatisfying(
                        AnkurahException.Unavailable.class,
                        e -> assertThat(e.code()).isEqualTo("node.closed"));
        assertThatThrownBy(indexes::list).isInstanceOf(AnkurahException.Unavailable.class);
    }
}
