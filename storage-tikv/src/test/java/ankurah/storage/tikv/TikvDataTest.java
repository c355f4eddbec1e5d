package ankurah.storage.tikv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.storage.Position;
import ankurah.storage.StorageEngine;
import ankurah.storage.testkit.DataContract;
import ankurah.storage.testkit.Place;
import ankurah.storage.testkit.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TikvDataTest extends DataContract {
    @Override
    protected Place newPlace() {
        return new ClusterPlace(System.nanoTime());
    }

    /** Who erases has to know that old versions are in the cluster still. */
    @Test
    void whatOnlyTheClusterCanThrowAwayIsNotSaidToBePurged() {
        try (Place place = newPlace();
                StorageEngine engine = place.open(World.options(1))) {
            Position empty = Position.start(engine.identity().log());
            World world = new World(1, empty);
            var row = world.create("row", Map.of("n", Value.of(1L)));
            engine.commit(world.group());
            assertThatThrownBy(() -> engine.purge("row", List.of(row.id())))
                    .isInstanceOfSatisfying(
                            AnkurahException.Unavailable.class,
                            e -> assertThat(e.code()).isEqualTo("storage.cluster_purges"));
        }
    }
}
