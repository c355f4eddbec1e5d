package ankurah.core.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.Context;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.TextMirror;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.storage.MemoryStorage;
import ankurah.text.TextDocument;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A text that is edited in a document somewhere else. */
class TextMirrorTest {
    private static final Duration LATER = Duration.ofDays(1);

    /** Applies what it is told, as an editor elsewhere does. */
    private static final class Elsewhere implements TextMirror.Listener {
        private final List<byte[]> updates = new CopyOnWriteArrayList<>();

        @Override
        public void updated(byte[] update) {
            updates.add(update);
        }

        @Override
        public void replaced(long client, byte[] document, @Nullable AnkurahException reason) {
            throw new AssertionError("nothing was refused");
        }

        /** A document that goes on where the mirror stands, and hands on what is done in it. */
        TextDocument begun(TextMirror mirror) {
            TextDocument document = TextDocument.create(mirror.client());
            document.text("name");
            document.apply(mirror.document());
            document.onUpdate(update -> {
                if (update.local()) {
                    mirror.apply(update.bytes());
                }
            });
            return document;
        }
    }

    private static EntityId album(Context ctx) {
        return ctx.transact(tx -> tx.create("album", Map.of(), Map.of(), Map.of("name", "Symmetry"))
                        .id())
                .value();
    }

    @Test
    void whatIsDoneElsewhereIsCommittedTogetherAndWhatOthersWriteIsTold() {
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            Context ctx = node.context();
            EntityId id = album(ctx);
            Elsewhere elsewhere = new Elsewhere();
            try (TextMirror mirror = ctx.mirror(id, "name", LATER, elsewhere)) {
                TextDocument document = elsewhere.begun(mirror);
                document.text("name").insert(0, "Origin of ");
                document.text("name").delete(7, 3);
                assertThat(mirror.isEdited()).isTrue();
                assertThat(mirror.flush().commitId()).isPresent();
                assertThat(mirror.isEdited()).isFalse();
                assertThat(ctx.get(id).get("name")).isEqualTo(Value.of("Origin Symmetry"));
                assertThat(ctx.history(id)).hasSize(2);

                ctx.run(tx -> tx.text(id, "name").append("!"));
                document.text("name").insert(0, "The ");
                assertThat(mirror.flush().commitId()).isPresent();
                document.apply(mirror.document());
                assertThat(document.text("name").toString()).isEqualTo("The Origin Symmetry!");
            }
            assertThat(ctx.get(id).get("name")).isEqualTo(Value.of("The Origin Symmetry!"));
        }
    }

    @Test
    void whatWasWrittenUnderAnotherClientIdIsRefused() {
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            Context ctx = node.context();
            EntityId id = album(ctx);
            try (TextMirror mirror = ctx.mirror(id, "name", LATER, new Elsewhere())) {
                TextDocument stranger = TextDocument.create(mirror.client() / 2);
                stranger.text("name").insert(0, "x");
                assertThatThrownBy(() -> mirror.apply(stranger.encode()))
                        .isInstanceOfSatisfying(
                                AnkurahException.Conflict.class,
                                e -> assertThat(e.code()).isEqualTo("text.mirror_stale"));
                assertThatThrownBy(() -> mirror.apply(new byte[] {9, 9, 9}))
                        .isInstanceOfSatisfying(
                                AnkurahException.Invalid.class,
                                e -> assertThat(e.code()).isEqualTo("text.malformed"));
                assertThat(mirror.isEdited()).isFalse();
            }
            assertThat(ctx.get(id).get("name")).isEqualTo(Value.of("Symmetry"));
        }
    }
}
