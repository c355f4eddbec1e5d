package ankurah.core.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.Context;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.Receipt;
import ankurah.core.TextMirror;
import ankurah.core.sync.Rig;
import ankurah.core.testkit.DataTypeKit;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.storage.EngineOptions;
import ankurah.storage.MemoryStorage;
import ankurah.storage.MemoryStore;
import ankurah.storage.OrderedEngine;
import ankurah.text.TextDelta;
import ankurah.text.Updates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Texts with the elements that editors of rich text write. */
class TextElementsTest {
    private static final boolean DEEP = System.getProperty("ankurah.deep") != null;
    private static final Duration LATER = Duration.ofDays(1);

    private static EntityId note(Context ctx) {
        return ctx.transact(tx -> tx.create("note", Map.of("n", Value.of(1))).id())
                .value();
    }

    private static void write(Context ctx, EntityId id, ElementsUpdate update) {
        ctx.run(tx -> tx.apply(id, TextType.HOME, TextType.update("", List.of("body"), update.bytes())));
    }

    private static ElementsUpdate greeting() {
        ElementsUpdate update = new ElementsUpdate(7, 0);
        int first = update.paragraph("body", null, "Hello");
        update.paragraph("body", first, "world");
        return update;
    }

    /** Writes into elements of others, also of such as are deleted at the same time, and deletes anything. */
    private static TypedOperation<TextState> edit(Random random, TextState seen) {
        ElementsUpdate update = new ElementsUpdate(random.nextInt(1 << 30), 0);
        update.paragraph("body", null, "p" + random.nextInt(10));
        List<Map.Entry<Long, Integer>> writers = new ArrayList<>(
                Updates.readStateVector(Updates.stateVectorOf(seen.document())).entrySet());
        for (int i = random.nextInt(4); i >= 0 && !writers.isEmpty(); i--) {
            Map.Entry<Long, Integer> other = writers.get(random.nextInt(writers.size()));
            int clock = random.nextInt(other.getValue());
            switch (random.nextInt(4)) {
                case 0 -> update.paragraphIn(other.getKey(), 0, "in");
                case 1 -> update.stringIn(other.getKey(), 1, "word");
                case 2 -> update.attribute(other.getKey(), 0, "level", random.nextInt(6));
                default -> update.delete(other.getKey(), clock, 1 + random.nextInt(other.getValue() - clock));
            }
        }
        return TextType.update("", List.of("body"), update.bytes());
    }

    @Test
    void theyAreADataType() {
        DataTypeKit.of(TextType.TYPE, TextElementsTest::edit)
                .withHistories(DEEP ? 200 : 5)
                .withLongest(DEEP ? 300 : 40)
                .run();
    }

    @Test
    void aTextShowsALineForEachElement() {
        MemoryStore store = new MemoryStore();
        EntityId id;
        try (Node node = Node.durable(OrderedEngine.open(store, EngineOptions.defaults()), Policy.allowAll())) {
            Context ctx = node.context();
            id = note(ctx);
            write(ctx, id, greeting());
            assertThat(ctx.get(id).get("body")).isEqualTo(Value.of("Hello\nworld"));
            assertThat(ctx.query("note", "body LIKE 'Hello%world'")).hasSize(1);

            ElementsUpdate heading = new ElementsUpdate(7, 14);
            heading.attribute(7, 0, "level", 2);
            write(ctx, id, heading);
            assertThat(ctx.get(id).get("body")).isEqualTo(Value.of("Hello\nworld"));
        }
        try (Node node = Node.durable(OrderedEngine.open(store, EngineOptions.defaults()), Policy.allowAll())) {
            assertThat(node.context().get(id).get("body")).isEqualTo(Value.of("Hello\nworld"));
        }
    }

    @Test
    void itIsReadAndNotEditedAsPlainText() {
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            Context ctx = node.context();
            EntityId id = note(ctx);
            write(ctx, id, greeting());
            ctx.run(tx -> {
                assertThat(tx.text(id, "body")).hasToString("Hello\nworld");
                assertThat(tx.text(id, "body").toDelta())
                        .hasSize(2)
                        .allSatisfy(piece -> assertThat(piece).isInstanceOf(TextDelta.Nested.class));
                assertThatThrownBy(() -> tx.text(id, "body").insert(0, "x"))
                        .isInstanceOfSatisfying(
                                AnkurahException.Invalid.class,
                                e -> assertThat(e.code()).isEqualTo("text.elements"));
                tx.text(id, "other").insert(0, "plain");
            });
            assertThat(ctx.get(id).get("other")).isEqualTo(Value.of("plain"));
        }
    }

    @Test
    void whatIsWrittenInElementsIsUndoneAndErased() {
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            Context ctx = node.context(Principal.of("ann"));
            EntityId id = note(ctx);
            try (TextMirror mirror = ctx.mirror(id, "body", LATER, new Unheard())) {
                ElementsUpdate first = new ElementsUpdate(mirror.client(), 0);
                int paragraph = first.paragraph("body", null, "Hello");
                mirror.apply(first.bytes());
                assertThat(mirror.flush().commitId()).isPresent();
                ElementsUpdate second = new ElementsUpdate(mirror.client(), 7);
                second.attribute(mirror.client(), paragraph, "level", 2);
                second.paragraph("body", paragraph, "world");
                mirror.apply(second.bytes());
                Receipt<?> receipt = mirror.flush();
                assertThat(ctx.get(id).get("body")).isEqualTo(Value.of("Hello\nworld"));
                ctx.undo(receipt);
                assertThat(ctx.get(id).get("body")).isEqualTo(Value.of("Hello"));
            }
            ctx.erase(id, Set.of("body"));
            assertThat(ctx.get(id).get("body")).isEqualTo(Value.of(""));
        }
    }

    @Test
    void elementsLieSoDeepInEachOtherAndNoDeeper() {
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            Context ctx = node.context();
            EntityId id = note(ctx);
            ElementsUpdate most = new ElementsUpdate(7, 0);
            most.nest("body", TextType.DEEPEST);
            write(ctx, id, most);
            ElementsUpdate deeper = new ElementsUpdate(7, TextType.DEEPEST);
            deeper.nestIn(7, TextType.DEEPEST - 1);
            assertThatThrownBy(() -> write(ctx, id, deeper))
                    .isInstanceOfSatisfying(
                            AnkurahException.Invalid.class,
                            e -> assertThat(e.code()).isEqualTo("text.too_deep"));
            ElementsUpdate far = new ElementsUpdate(8, 0);
            far.nest("body", 50_000);
            assertThatThrownBy(() -> write(ctx, id, far)).hasMessageContaining("at most 200 deep");
            assertThat(ctx.get(id).get("body")).isEqualTo(Value.of(""));
        }
    }

    @Test
    void thereAreSoManyAndNoMore() {
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            Context ctx = node.context();
            EntityId id = note(ctx);
            int paragraphs = TextType.MOST_ELEMENTS / 4;
            for (int part = 0; part < 2; part++) {
                ElementsUpdate many = new ElementsUpdate(1, part * paragraphs * 3);
                for (int i = 0; i < paragraphs; i++) {
                    many.paragraph("body", null, "p");
                }
                write(ctx, id, many);
            }
            ElementsUpdate more = new ElementsUpdate(2, 0);
            more.attribute(1, 0, "level", 1);
            assertThatThrownBy(() -> write(ctx, id, more)).hasMessageContaining("at most 100000 elements");
        }
    }

    @Test
    void whatWouldTakeLongToPlaceIsRefusedAtOnce() {
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            Context ctx = node.context();
            EntityId id = note(ctx);
            write(ctx, id, atTheSamePlace(1));
            assertThatThrownBy(() -> write(ctx, id, atTheSamePlace(2)))
                    .isInstanceOfSatisfying(
                            AnkurahException.Invalid.class,
                            e -> assertThat(e.code()).isEqualTo("text.entangled"));
            ElementsUpdate few = new ElementsUpdate(3, 0);
            for (int i = 0; i < 100; i++) {
                few.string("body", "x");
            }
            write(ctx, id, few);
            assertThat(ctx.get(id).get("body")).isEqualTo(Value.of("x".repeat(5_100)));
        }
    }

    /** As if each character had been written into the empty text. */
    private static ElementsUpdate atTheSamePlace(long client) {
        ElementsUpdate update = new ElementsUpdate(client, 0);
        for (int i = 0; i < 5_000; i++) {
            update.string("body", "x");
        }
        return update;
    }

    @Test
    void anythingElseHasNoPlaceInAText() {
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            Context ctx = node.context();
            EntityId id = note(ctx);
            ElementsUpdate array = new ElementsUpdate(7, 0);
            array.array("body");
            assertThatThrownBy(() -> write(ctx, id, array))
                    .isInstanceOfSatisfying(
                            AnkurahException.Invalid.class,
                            e -> assertThat(e.code()).isEqualTo("text.content"));
        }
    }

    @Test
    void clientsAndServerShowTheSameLines() {
        try (Rig rig = new Rig()) {
            Context server = rig.server.context();
            EntityId id = note(server);
            Context client = rig.client().context();
            try (var live = client.live("note", "").awaitLive(Rig.LONG)) {
                write(server, id, greeting());
                rig.untilEqual(live, server);
                ElementsUpdate more = new ElementsUpdate(8, 0);
                more.paragraph("body", null, "Before, or after");
                write(client, id, more);
                Rig.until(
                        "the server has it",
                        () -> server.get(id).get("body").equals(client.get(id).get("body")));
                assertThat(server.get(id).get("body").toString()).contains("Before, or after");
            }
        }
    }

    private static final class Unheard implements TextMirror.Listener {
        @Override
        public void updated(byte[] update) {}

        @Override
        public void replaced(long client, byte[] document, @Nullable AnkurahException reason) {
            throw new AssertionError("nothing was refused");
        }
    }
}
