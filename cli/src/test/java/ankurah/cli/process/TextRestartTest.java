package ankurah.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Context;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.TextEditor;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.storage.rocksdb.RocksStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts on the embedded store. */
class TextRestartTest {
    @TempDir
    private Path folder;

    private Node open() {
        return Node.durable(RocksStorage.open(folder), Policy.allowAll());
    }

    @Test
    void aTextIsTheSameAfterARestartAndGoesOn() {
        EntityId id;
        byte[] before;
        try (Node node = open()) {
            Context ctx = node.context();
            id = ctx.transact(tx -> tx.create("page", Map.of(), Map.of(), Map.of("body", "one", "title", ""))
                            .id())
                    .value();
            try (TextEditor editor = ctx.editor(id, "body", Duration.ofHours(1))) {
                for (int i = 0; i < 100; i++) {
                    editor.append("x");
                    editor.flush();
                }
                editor.delete(0, 3);
            }
            before = ctx.get(id).state().encode();
        }
        try (Node node = open()) {
            Context ctx = node.context();
            assertThat(ctx.get(id).state().encode()).isEqualTo(before);
            assertThat(ctx.get(id).get("title")).isEqualTo(Value.of(""));
            try (TextEditor editor = ctx.editor(id, "body", Duration.ofHours(1))) {
                assertThat(editor.toString()).isEqualTo("x".repeat(100));
                editor.append("!");
            }
            ctx.run(tx -> tx.text(id, "body").insert(0, "!"));
            assertThat(ctx.query("page", "body LIKE '!x%x!'")).hasSize(1);
        }
    }
}
