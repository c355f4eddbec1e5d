package ankurah.core.example;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.testkit.DataTypeKit;
import ankurah.core.type.AddWinsSet;
import ankurah.core.type.Counter;
import ankurah.core.type.DataTypes;
import ankurah.core.type.JsonMerge;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.storage.MemoryStorage;
import ankurah.storage.StorageEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples of docs/data-types.md are the code that is compiled and run here. */
class InventoryTest {
    private static final Path PAGE = Path.of("..", "docs", "data-types.md");
    private static final Path HERE = Path.of("src", "test", "java", "ankurah", "core", "example");

    // example: test
    @Test
    void anInventoryIsADataType() {
        DataTypeKit.of(
                        Inventory.TYPE,
                        (random, seen) -> random.nextInt(3) == 0
                                ? Inventory.receive(random.nextInt(6))
                                : Inventory.take(random.nextInt(4)))
                .run();
    }
    // end

    @Test
    void stockIsNeverOverdrawn() {
        long left = left(MemoryStorage.open());
        assertThat(left).isEqualTo(2);
    }

    @Test
    void theBuiltInTypesAreUsedLikeThis() {
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            Context ctx = node.context();
            // example: built-in
            EntityId id = ctx.transact(tx -> tx.create(
                                    "album",
                                    Map.of("name", Value.of("Absolution")),
                                    Map.of(
                                            "plays", Counter.add(0),
                                            "data", JsonMerge.set("label.name", Value.of("Taste"))))
                            .id())
                    .value();
            ctx.run(tx -> {
                tx.apply(id, "plays", Counter.add(1));
                tx.apply(id, "tags", AddWinsSet.add(Value.of("rock")));
                tx.apply(id, "data", JsonMerge.set("label.country", Value.of("GB")));
            });
            List<Entity> found = ctx.query("album", "plays > 0 AND data.label.country = 'GB'");
            // end
            assertThat(found).hasSize(1);
        }
    }

    private static long left(StorageEngine storage) {
        // example: use
        DataTypes types = DataTypes.builtIn().with(Inventory.TYPE);
        try (Node node = Node.durable(storage, Policy.allowAll(), types)) {
            Context ctx = node.context();
            EntityId screws = ctx.transact(tx -> tx.create(
                                    "part",
                                    Map.of("name", Value.of("screw")),
                                    Map.of("stock", Inventory.receive(5), "orders", Counter.add(0)))
                            .id())
                    .value();
            for (int i = 0; i < 4; i++) {
                ctx.run(tx -> {
                    tx.apply(screws, "stock", Inventory.take(3));
                    tx.apply(screws, "orders", Counter.add(1));
                });
            }
            // One of the four got his three; the others are told by what is left.
            assert ctx.query("part", "stock = 2 AND orders = 4").size() == 1;
            // end
            return ctx.get(screws).get("stock") instanceof Value.Int stock ? stock.value() : -1;
        }
    }

    @Test
    void thePageShowsThisCode() throws IOException {
        List<String> blocks = blocks(Files.readString(PAGE));
        assertThat(blocks).containsExactly(marked("built-in"), type(), marked("use"), marked("test"));
    }

    /** The type without its package and imports. */
    private static String type() throws IOException {
        String source = Files.readString(HERE.resolve("Inventory.java"));
        return source.substring(source.indexOf("/** Pieces")).strip();
    }

    private static String marked(String name) throws IOException {
        String source = Files.readString(HERE.resolve("InventoryTest.java"));
        int from = source.indexOf('\n', source.indexOf("// example: " + name)) + 1;
        return source.substring(from, source.indexOf("// end", from))
                .stripIndent()
                .strip();
    }

    private static List<String> blocks(String page) {
        List<String> blocks = new ArrayList<>();
        String open = "```java\n";
        for (int at = page.indexOf(open); at >= 0; at = page.indexOf(open, at + 1)) {
            int from = at + open.length();
            blocks.add(page.substring(from, page.indexOf("```", from)).strip());
        }
        return blocks;
    }
}
