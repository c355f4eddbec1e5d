package ankurah.core.testkit;

import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.gate.DurableBackend;
import ankurah.core.internal.gate.GateLimits;
import ankurah.core.internal.gate.Outcome;
import ankurah.core.internal.gate.Source;
import ankurah.core.internal.type.Properties;
import ankurah.core.jvm.JvmPlatform;
import ankurah.core.type.DataType;
import ankurah.event.Commit;
import ankurah.event.Event;
import ankurah.event.Sha256;
import ankurah.storage.EngineOptions;
import ankurah.storage.EntityState;
import ankurah.storage.MemoryStorage;
import ankurah.storage.StorageSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A story comes to a real node in batches, in any order at all and with some of it twice. */
final class NodeArrivals {
    private NodeArrivals() {}

    static <S> void check(DataType<S> type, Story<S> story, Random random, String where) {
        List<Commit> commits = new ArrayList<>();
        commits.add(commit(story.genesis));
        story.told.values().forEach(told -> commits.add(commit(told.event())));
        for (int i = random.nextInt(4); i > 0; i--) {
            commits.add(commits.get(random.nextInt(commits.size())));
        }
        Collections.shuffle(commits, random);
        Bench bench = new Bench(new Fold(new Properties(story.types())), story);
        story.inIdOrder().forEach(bench::take);
        EngineOptions options = EngineOptions.defaults().withSystem(Story.SYSTEM);
        try (DurableBackend node = DurableBackend.open(
                MemoryStorage.open(options),
                Policy.allowAll(),
                JvmPlatform.create().withTime(() -> Story.START_MILLIS),
                GateLimits.DEFAULT,
                story.types())) {
            take(node, commits, random, where);
            EntityState state = state(node, story);
            if (state == null || !Arrays.equals(state.encode(), bench.state().encode())) {
                throw new AssertionError(
                        where + ": " + type + " ends differently at a node:\n" + bench.state() + "\n" + state);
            }
        }
    }

    private static @Nullable EntityState state(DurableBackend node, Story<?> story) {
        try (StorageSnapshot snapshot = node.storage().snapshot()) {
            return snapshot.state(Story.COLLECTION, story.entity());
        }
    }

    private static void take(DurableBackend node, List<Commit> commits, Random random, String where) {
        Source source = new Source("kit", commits.size(), 1 << 30, 600_000, (commit, outcome) -> {});
        for (int from = 0; from < commits.size(); ) {
            int to = Math.min(commits.size(), from + 1 + random.nextInt(20));
            for (Outcome outcome : node.submitAll(commits.subList(from, to), Principal.ANONYMOUS, source)) {
                if (outcome instanceof Outcome.Refused refused) {
                    throw new AssertionError(where + ": the gate refuses an operation", refused.reason());
                }
            }
            from = to;
        }
    }

    private static Commit commit(Event event) {
        return Commit.of(List.of(event), Sha256.jdk());
    }
}
