package ankurah.core.example;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Context;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.testkit.DataTypeKit;
import ankurah.core.type.Counter;
import ankurah.core.type.DataTypes;
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
        assertThat(blocks).contains(type(), marked("test"), marked("use"));
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
