package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.internal.archive.ArchiveLoad;
import ankurah.core.internal.archive.Exporter;
import ankurah.core.internal.archive.Heading;
import ankurah.core.internal.archive.StoreCheck;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataTypes;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Sha256;
import ankurah.event.Value;
import ankurah.query.Query;
import ankurah.storage.EngineOptions;
import ankurah.storage.EntityState;
import ankurah.storage.MemoryStorage;
import ankurah.storage.MemoryStore;
import ankurah.storage.OrderedEngine;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is exported and loaded again is the same to the last byte, and what was changed on the way is not taken. */
class ArchiveTest {
    private static final Properties PROPERTIES = new Properties(DataTypes.builtIn());
    private static final Fold FOLD = new Fold(PROPERTIES);
    private static final Sha256 SHA = Sha256.jdk();
    private static final List<String> QUERIES = List.of(
            "", "n > 0 ORDER BY n DESC", "word LIKE 'word 1%' ORDER BY word DESC, n", "plays >= 3 ORDER BY plays");

    private final long seed = Long.getLong("ankurah.seed", new Random().nextInt());
    private final MemoryStore original = new MemoryStore();

    private StorageEngine filled() {
        System.out.println("seed " + seed);
        StorageEngine engine = OrderedEngine.open(original, EngineOptions.defaults());
        Node node = Node.durable(new UnclosedStorage(engine), Policy.allowAll());
        Filled.with(node, seed);
        node.close();
        return engine;
    }

    private static List<byte[]> export(StorageEngine engine) {
        List<byte[]> lines = new ArrayList<>();
        Exporter.export(engine, PROPERTIES, SHA, lines::add);
        return lines;
    }

    private static StorageEngine target(List<byte[]> lines) {
        Heading heading = Heading.read(lines.getFirst());
        return MemoryStorage.open(
                EngineOptions.defaults().withSystem(heading.system()).withLog(heading.log()));
    }

    private static ArchiveLoad.Loaded load(StorageEngine target, List<byte[]> lines) {
        ArchiveLoad load = ArchiveLoad.begin(target, lines.getFirst(), FOLD, SHA);
        try {
            lines.subList(1, lines.size()).forEach(load::take);
            return load.finish();
        } finally {
            load.close();
        }
    }

    private static List<String> texts(List<byte[]> lines) {
        return lines.stream()
                .map(line -> new String(line, StandardCharsets.UTF_8))
                .toList();
    }

    private static List<EntityState> states(StorageEngine engine, String collection, Query query) {
        List<EntityState> states = new ArrayList<>();
        try (StorageSnapshot snapshot = engine.snapshot();
                RowCursor rows = snapshot.query(collection, query, true)) {
            for (EntityState row = rows.next(); row != null; row = rows.next()) {
                states.add(row);
            }
        }
        return states;
    }

    @Test
    void whatIsLoadedIsTheSameToTheLastByte() {
        StorageEngine from = filled();
        List<byte[]> lines = export(from);
        StorageEngine to = target(lines);
        ArchiveLoad.Loaded loaded = load(to, lines);
        assertThat(to.identity()).isEqualTo(from.identity());
        try (StorageSnapshot a = from.snapshot();
                StorageSnapshot b = to.snapshot()) {
            assertThat(b.position()).isEqualTo(a.position());
            assertThat(b.log(0, Integer.MAX_VALUE)).isEqualTo(a.log(0, Integer.MAX_VALUE));
            assertThat(b.collections()).isEqualTo(a.collections());
            assertThat(loaded.commits()).isEqualTo(a.position().number());
            for (String collection : a.collections()) {
                List<EntityState> there = states(from, collection, Query.ALL);
                assertThat(states(to, collection, Query.ALL))
                        .extracting(EntityState::encode)
                        .containsExactlyElementsOf(
                                there.stream().map(EntityState::encode).toList());
                for (EntityState row : there) {
                    assertThat(b.stored(row.id(), null, 1_000)).isEqualTo(a.stored(row.id(), null, 1_000));
                }
            }
            for (String key : a.metas("catalog/").keySet()) {
                assertThat(b.meta(key)).isEqualTo(a.meta(key));
            }
        }
        assertThat(to.indexes()).isEqualTo(from.indexes());
        for (String query : QUERIES) {
            Query parsed = ankurah.query.AnkQl.parse(query);
            assertThat(states(to, "thing", parsed)).isEqualTo(states(from, "thing", parsed));
        }
        assertThat(texts(export(to))).isEqualTo(texts(lines));
        assertThat(StoreCheck.check(to, FOLD, SHA, (done, of) -> {}).indexes()).isEqualTo(2);
        try (Node node = Node.durable(to, Policy.allowAll())) {
            EntityId id = node.context()
                    .transact(
                            tx -> tx.create("thing", Map.of("n", Value.of(1L))).id())
                    .value();
            assertThat(id.genesis().time())
                    .isGreaterThan(states(from, "thing", Query.ALL)
                            .getLast()
                            .id()
                            .genesis()
                            .time());
        }
        from.close();
    }

    @Test
    void anExportThatWasCutOffAnywhereIsNoticedAndGoesOn() {
        List<byte[]> lines = export(filled());
        Random random = new Random(seed);
        StorageEngine to = target(lines);
        int end = 1;
        while (end < lines.size()) {
            List<byte[]> part = lines.subList(0, end);
            assertThatThrownBy(() -> load(to, part))
                    .isInstanceOf(AnkurahException.Invalid.class)
                    .extracting(e -> ((AnkurahException) e).code())
                    .isEqualTo("export.truncated");
            assertThatThrownBy(() -> Node.durable(new UnclosedStorage(to), Policy.allowAll()))
                    .extracting(e -> ((AnkurahException) e).code())
                    .isEqualTo("storage.half_loaded");
            end += 1 + random.nextInt(60);
        }
        assertThat(load(to, lines).wentOn()).isTrue();
        assertThat(texts(export(to))).isEqualTo(texts(lines));
        to.close();
    }

    @Test
    void aLineThatIsChangedLostOrMovedIsNotTaken() {
        List<byte[]> lines = export(filled());
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            List<byte[]> bad = new ArrayList<>(lines);
            int at = 1 + random.nextInt(lines.size() - 1);
            switch (random.nextInt(3)) {
                case 0 -> bad.remove(at);
                case 1 -> bad.add(at, bad.remove(1 + random.nextInt(lines.size() - 1)));
                default -> {
                    byte[] changed = bad.get(at).clone();
                    changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(5));
                    bad.set(at, changed);
                }
            }
            if (texts(bad).equals(texts(lines))) {
                continue;
            }
            StorageEngine to = target(lines);
            assertThatThrownBy(() -> load(to, bad))
                    .as("line %d", at + 1)
                    .isInstanceOf(AnkurahException.class)
                    .extracting(e -> ((AnkurahException) e).code())
                    .isIn("export.damaged", "export.truncated", "export.newer_format");
            assertThatThrownBy(() -> Node.durable(to, Policy.allowAll()))
                    .extracting(e -> ((AnkurahException) e).code())
                    .isEqualTo("storage.half_loaded");
        }
    }

    @Test
    void aStoreThatHoldsSomethingIsNotWrittenTo() {
        List<byte[]> lines = export(filled());
        StorageEngine other = MemoryStorage.open();
        assertThatThrownBy(() -> load(other, lines))
                .extracting(e -> ((AnkurahException) e).code())
                .isEqualTo("export.not_empty");
        StorageEngine same = target(lines);
        load(same, lines);
        assertThatThrownBy(() -> load(same, lines))
                .extracting(e -> ((AnkurahException) e).code())
                .isEqualTo("export.not_empty");
        Node.durable(other, Policy.allowAll()).close();
        Node.durable(same, Policy.allowAll()).close();
    }

    @Test
    void anExportOfALaterVersionIsRefusedNamingBoth() {
        byte[] later = new String(export(filled()).getFirst(), StandardCharsets.UTF_8)
                .replace("\"version\":1", "\"version\":2")
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Heading.read(later))
                .isInstanceOf(AnkurahException.Conflict.class)
                .hasMessageContaining("version 2")
                .hasMessageContaining("up to 1");
    }

    @Test
    void anEmptyStoreIsExportedAndLoadedToo() {
        StorageEngine from = MemoryStorage.open();
        List<byte[]> lines = export(from);
        StorageEngine to = target(lines);
        assertThat(load(to, lines).commits()).isZero();
        Node.durable(to, Policy.allowAll()).close();
    }
}
