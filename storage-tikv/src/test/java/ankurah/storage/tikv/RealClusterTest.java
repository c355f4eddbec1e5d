package ankurah.storage.tikv;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ankurah.storage.EngineOptions;
import ankurah.storage.StorageEngine;
import ankurah.storage.testkit.DataContract;
import ankurah.storage.testkit.EngineContract;
import ankurah.storage.testkit.GeneratedQueries;
import ankurah.storage.testkit.Place;
import ankurah.storage.testkit.QueryContract;
import ankurah.storage.tikv.internal.Wipe;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The storage kit over a real cluster, whose placement drivers {@code TIKV_PD} names as {@code TikvStorage.open} takes them. It
 * writes to namespaces of its own, whose names begin with {@code test-}, and removes what it wrote.
 */
class RealClusterTest {
    private static final @Nullable String ADDRESSES = System.getenv("TIKV_PD");

    private static void requireCluster() {
        assumeTrue(ADDRESSES != null, "not run: TIKV_PD names no cluster");
    }

    private static final class RealPlace implements Place {
        private final TikvOptions options = TikvOptions.defaults().withNamespace("test-" + UUID.randomUUID());

        private static String addresses() {
            return Objects.requireNonNull(ADDRESSES);
        }

        @Override
        public StorageEngine open(EngineOptions engine) {
            return TikvStorage.open(addresses(), options.withEngine(engine));
        }

        @Override
        public void close() {
            Wipe.all(addresses(), options);
        }
    }

    @Test
    void theClusterIsThere() {
        requireCluster();
        try (Place place = new RealPlace()) {
            place.open(EngineOptions.defaults()).close();
        }
    }

    @Nested
    class Engine extends EngineContract {
        @BeforeAll
        static void require() {
            requireCluster();
        }

        @Override
        protected Place newPlace() {
            return new RealPlace();
        }
    }

    @Nested
    class Data extends DataContract {
        @BeforeAll
        static void require() {
            requireCluster();
        }

        @Override
        protected Place newPlace() {
            return new RealPlace();
        }
    }

    @Nested
    class Queries extends QueryContract {
        @BeforeAll
        static void require() {
            requireCluster();
        }

        @Override
        protected Place newPlace() {
            return new RealPlace();
        }
    }

    @Nested
    class Generated extends GeneratedQueries {
        @BeforeAll
        static void require() {
            requireCluster();
        }

        @Override
        protected Place newPlace() {
            return new RealPlace();
        }
    }
}
