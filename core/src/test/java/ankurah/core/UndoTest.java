package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.example.Inventory;
import ankurah.core.internal.type.Properties;
import ankurah.core.sync.Rig;
import ankurah.core.type.AddWinsSet;
import ankurah.core.type.Counter;
import ankurah.core.type.DataTypes;
import ankurah.core.type.JsonMerge;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Names;
import ankurah.event.Operation;
import ankurah.event.TransactionId;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.event.cbor.CborReader;
import ankurah.storage.PropertyState;
import ankurah.text.TextDelta;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class UndoTest {
    private static final Properties PROPERTIES = new Properties(DataTypes.builtIn());

    private static EntityId create(Context context) {
        return context.transact(tx -> tx.create(
                                "row",
                                Map.of("a", Value.of("first"), "b", Value.of(1)),
                                Map.of("tags", AddWinsSet.add(Value.of("t0")), "plays", Counter.add(10)),
                                Map.of("text", "The quick fox"))
                        .id())
                .value();
    }

    private static Map<String, Value> shown(TestNode node, EntityId id) {
        Map<String, Value> values = new HashMap<>(new Entity(node.state(id)).values());
        values.put(Names.DELETED, Value.of(node.state(id).isDeleted()));
        return values;
    }

    @Test
    void aTransactionIsUndoneAndRedone() {
        try (TestNode node = new TestNode()) {
            Context ctx = node.context;
            EntityId id = create(ctx);
            EntityId other = create(ctx);
            Map<String, Value> before = shown(node, id);
            List<EntityId> made = new ArrayList<>();
            Receipt<?> receipt = ctx.run(tx -> {
                tx.edit(id, Map.of("a", Value.NULL, "b", Value.of(2), "c", Value.of("new")));
                tx.apply(id, "tags", AddWinsSet.remove(Value.of("t0")));
                tx.apply(id, "tags", AddWinsSet.add(Value.of("t1")));
                tx.apply(id, "plays", Counter.add(5));
                tx.apply(id, "data", JsonMerge.set("x.y", Value.of(1)));
                TextEdit text = tx.text(id, "text");
                text.delete(4, 6);
                text.insert(4, "slow ");
                tx.delete(other);
                made.add(create(tx));
            });
            Map<String, Value> after = shown(node, id);
            assertThat(after).containsEntry("text", Value.of("The slow fox"));
            Undone undone = ctx.undo(receipt);
            assertThat(undone.left()).isEmpty();
            assertThat(shown(node, id)).isEqualTo(before);
            assertThat(ctx.find(other)).isPresent();
            assertThat(ctx.find(made.getFirst())).isEmpty();
            Undone redone = ctx.undo(undone.receipt());
            assertThat(redone.left()).isEmpty();
            assertThat(shown(node, id)).isEqualTo(after);
            assertThat(ctx.find(other)).isEmpty();
            assertThat(ctx.find(made.getFirst())).isPresent();
            Undone again = ctx.undo(redone.receipt());
            assertThat(shown(node, id)).isEqualTo(before);
            assertThat(again.receipt().commitId()).isPresent();
        }
    }

    private static EntityId create(Transaction tx) {
        return tx.create("row", Map.of("a", Value.of("made"))).id();
    }

    @Test
    void whatOthersWroteOverItStays() {
        try (TestNode node = new TestNode()) {
            Context ann = node.node.context(Principal.of("ann"));
            Context bob = node.node.context(Principal.of("bob"));
            EntityId id = create(ann);
            Receipt<?> receipt = ann.run(tx -> tx.edit(id, Map.of("a", Value.of("ann's"), "b", Value.of(2))));
            bob.run(tx -> tx.set(id, "a", Value.of("bob's")));
            Undone undone = ann.undo(receipt);
            assertThat(undone.left()).containsExactly(new Undone.Left(id, "a"));
            assertThat(ann.get(id).get("a")).isEqualTo(Value.of("bob's"));
            assertThat(ann.get(id).get("b")).isEqualTo(Value.of(1));
            assertThatThrownBy(() -> bob.undo(receipt))
                    .isInstanceOfSatisfying(
                            AnkurahException.Refused.class,
                            e -> assertThat(e.code()).isEqualTo("undo.not_own"));
            assertThat(ann.undo(receipt).receipt().commitId())
                    .as("there is nothing left")
                    .isEmpty();
        }
    }

    @Test
    void textsAreTurnedBackAroundWhatOthersWrote() {
        try (TestNode node = new TestNode()) {
            Context ann = node.node.context(Principal.of("ann"));
            Context bob = node.node.context(Principal.of("bob"));
            EntityId id = create(ann);
            Receipt<?> receipt = ann.run(tx -> {
                tx.text(id, "text").delete(4, 6);
                tx.text(id, "text").insert(7, "es");
            });
            bob.run(tx -> tx.text(id, "text").insert(0, "See: "));
            assertThat(ann.get(id).get("text")).isEqualTo(Value.of("See: The foxes"));
            ann.undo(receipt);
            assertThat(ann.get(id).get("text")).isEqualTo(Value.of("See: The quick fox"));
        }
    }

    @Test
    void formatsAloneAreTurnedBackToo() {
        try (TestNode node = new TestNode()) {
            Context ann = node.node.context(Principal.of("ann"));
            EntityId id = create(ann);
            Receipt<?> receipt = ann.run(tx -> tx.text(id, "text").format(4, 5, Map.of("bold", true)));
            ann.run(tx -> assertThat(tx.text(id, "text").toDelta()).hasSize(3));
            ann.undo(receipt);
            ann.run(tx ->
                    assertThat(tx.text(id, "text").toDelta()).containsExactly(new TextDelta.Insert("The quick fox")));
        }
    }

    @Test
    void someTypesCannotAndThenNothingIsWritten() {
        DataTypes types = DataTypes.builtIn().with(Inventory.TYPE);
        try (TestNode node = new TestNode(types, TestNode.memory())) {
            EntityId id = create(node.context);
            Receipt<?> receipt = node.context.run(tx -> {
                tx.set(id, "a", Value.of("x"));
                tx.apply(id, "stock", Inventory.receive(1));
            });
            assertThatThrownBy(() -> node.context.undo(receipt))
                    .isInstanceOfSatisfying(
                            AnkurahException.Invalid.class,
                            e -> assertThat(e.code()).isEqualTo("undo.unsupported"));
            assertThat(node.context.get(id).get("a")).isEqualTo(Value.of("x"));
            assertThatThrownBy(() -> node.context.undo(node.context.run(tx -> {})))
                    .isInstanceOf(AnkurahException.Conflict.class);
        }
    }

    @Test
    void aManagerForgetsTheOldestAndWhatCouldBeRedone() {
        try (TestNode node = new TestNode();
                UndoManager undo = node.context.undoManager(2)) {
            EntityId id = create(node.context);
            for (int i = 0; i < 3; i++) {
                int n = i;
                node.context.run(tx -> tx.set(id, "b", Value.of(100 + n)));
            }
            undo.undo();
            undo.undo();
            assertThat(undo.canUndo()).isFalse();
            assertThat(node.context.get(id).get("b")).isEqualTo(Value.of(100));
            assertThatThrownBy(undo::undo).isInstanceOf(AnkurahException.Conflict.class);
            undo.redo();
            assertThat(node.context.get(id).get("b")).isEqualTo(Value.of(101));
            node.context.run(tx -> tx.set(id, "a", Value.of("x")));
            assertThat(undo.canRedo()).isFalse();
            node.node.context().run(tx -> tx.set(id, "a", Value.of("by another context")));
            undo.undo();
            assertThat(node.context.get(id).get("a")).isEqualTo(Value.of("by another context"));
            undo.clear();
            assertThat(undo.canUndo()).isFalse();
        }
    }

    /** At any time what is shown is the fold of all events but those of undone transactions and of undoing. */
    @Test
    void whatIsUndoneIsAsIfItHadNeverBeen() {
        for (long seed = 0; seed < 60; seed++) {
            randomly(new Random(seed), "seed " + seed);
        }
    }

    private static void randomly(Random random, String where) {
        try (TestNode node = new TestNode()) {
            Context ann = node.node.context(Principal.of("ann"));
            Context bob = node.node.context(Principal.of("bob"));
            List<EntityId> ids = new ArrayList<>(List.of(create(bob), create(bob)));
            List<Receipt<?>> done = new ArrayList<>();
            List<Receipt<?>> undone = new ArrayList<>();
            // Those that are done or could be redone.
            List<TransactionId> own = new ArrayList<>();
            TransactionId[] last = new TransactionId[1];
            try (UndoManager undo = ann.undoManager(100)) {
                for (int i = 0; i < 40; i++) {
                    int what = random.nextInt(10);
                    if (what < 3) {
                        done.add(ann.run(tx -> {
                            write(tx, ids, random);
                            last[0] = tx.id();
                        }));
                        if (done.getLast().commitId().isEmpty()) {
                            done.removeLast();
                        } else {
                            own.subList(own.size() - undone.size(), own.size()).clear();
                            undone.clear();
                            own.add(last[0]);
                        }
                    } else if (what < 6) {
                        bob.run(tx -> write(tx, ids, random));
                    } else if (what < 9 && undo.canUndo()) {
                        undo.undo();
                        undone.add(done.removeLast());
                    } else if (undo.canRedo()) {
                        undo.redo();
                        done.add(undone.removeLast());
                    }
                }
                while (undo.canUndo()) {
                    undo.undo();
                }
                for (EntityId id : ids) {
                    assertThat(shown(node, id))
                            .as(where + ": all is undone")
                            .isEqualTo(fold(node, id, event -> event.author().equals("bob")));
                }
                int redone = 0;
                while (undo.canRedo()) {
                    undo.redo();
                    redone++;
                }
                for (EntityId id : ids) {
                    assertThat(shown(node, id))
                            .as(where + ": all is redone")
                            .isEqualTo(fold(
                                    node,
                                    id,
                                    entry -> entry.author().equals("bob") || own.contains(entry.transaction())));
                }
                for (int i = 0; i < redone; i++) {
                    undo.undo();
                }
                for (EntityId id : ids) {
                    assertThat(shown(node, id))
                            .as(where + ": all is undone once more")
                            .isEqualTo(fold(node, id, event -> event.author().equals("bob")));
                }
            }
        }
    }

    private static Map<String, Value> fold(TestNode node, EntityId id, Predicate<HistoryEntry> counts) {
        Map<String, PropertyState> states = new HashMap<>();
        Map<String, Value> elements = new HashMap<>();
        TreeSet<String> tags = new TreeSet<>();
        for (HistoryEntry entry : node.node.context(Principal.SYSTEM).history(id)) {
            entry.operation("tags").ifPresent(operation -> tags(entry, operation, elements, new TreeSet<>()));
        }
        for (HistoryEntry entry : node.node.context(Principal.SYSTEM).history(id)) {
            if (counts.test(entry)) {
                for (Operation operation : entry.operations()) {
                    if (operation.dataType().equals("set")) {
                        tags(entry, operation, elements, tags);
                    } else if (!operation.property().equals("_text")) {
                        states.put(
                                operation.property(),
                                PROPERTIES.apply(states.get(operation.property()), id, entry.id(), operation, null));
                    }
                }
            }
        }
        Map<String, Value> values = new HashMap<>();
        states.forEach((property, state) -> {
            if (!state.value().isNull()) {
                values.put(property, state.value());
            }
        });
        PropertyState deleted = states.get(Names.DELETED);
        values.put(Names.DELETED, Value.of(deleted != null && deleted.value().equals(Value.TRUE)));
        values.put("text", Value.of("The quick fox"));
        values.put("tags", new Value.List(tags.stream().<Value>map(Value::of).toList()));
        return values;
    }

    /** Without concurrency a set is what was last done to each element. */
    private static void tags(
            HistoryEntry entry, Operation operation, Map<String, Value> elements, TreeSet<String> tags) {
        CborReader in = new CborReader(operation.body());
        in.array(2, "a change of a set");
        List<String> added = new ArrayList<>();
        for (int i = 0, count = in.array(); i < count; i++) {
            Value element = ValueCodec.read(in);
            elements.put(entry.id() + "/" + i, element);
            added.add(((Value.Str) element).value());
        }
        for (int count = in.array(); count > 0; count--) {
            in.array(2, "an addition");
            tags.remove(((Value.Str) elements.get(EventId.read(in) + "/" + in.integer())).value());
        }
        tags.addAll(added);
    }

    private static void write(Transaction tx, List<EntityId> ids, Random random) {
        for (int i = 0; i <= random.nextInt(3); i++) {
            EntityId id = ids.get(random.nextInt(ids.size()));
            if (tx.find(id).isEmpty()) {
                return;
            }
            int n = random.nextInt(4);
            switch (random.nextInt(6)) {
                case 0 -> tx.set(id, "a", n == 0 ? Value.NULL : Value.of("v" + random.nextInt(50)));
                case 1 -> tx.set(id, "b", Value.of(random.nextInt(50)));
                case 2 -> tx.apply(id, "plays", Counter.add(n));
                case 3 -> tx.apply(id, "tags", AddWinsSet.add(Value.of("t" + n)));
                case 4 -> tx.apply(id, "data", JsonMerge.set("x.y" + n, Value.of(random.nextInt(9))));
                default -> tx.apply(id, "tags", AddWinsSet.remove(Value.of("t" + n)));
            }
        }
    }

    @Test
    void whatOthersTookOutOfASetMeanwhileStaysOut() {
        try (TestNode node = new TestNode()) {
            Context ann = node.node.context(Principal.of("ann"));
            Context bob = node.node.context(Principal.of("bob"));
            EntityId id = create(bob);
            try (UndoManager undo = ann.undoManager(10)) {
                ann.run(tx -> tx.apply(id, "tags", AddWinsSet.add(Value.of("t5"))));
                ann.run(tx -> tx.apply(id, "tags", AddWinsSet.remove(Value.of("t0"))));
                undo.undo();
                assertThat(ann.get(id).get("tags").toString()).contains("t0", "t5");
                bob.run(tx -> tx.apply(id, "tags", AddWinsSet.remove(Value.of("t0"))));
                undo.undo();
                assertThat(ann.get(id).get("tags").toString())
                        .doesNotContain("t0")
                        .doesNotContain("t5");
            }
        }
    }

    @Test
    void aClientUndoesAlsoWhatIsPending() {
        try (Rig rig = new Rig()) {
            Rig.Client client = rig.client();
            EntityId stored = create(client.context());
            Receipt<?> first = client.context().run(tx -> tx.set(stored, "a", Value.of("x")));
            first.await(Stage.ACCEPTED, Rig.LONG);
            client.context().undo(first).receipt().await(Stage.ACCEPTED, Rig.LONG);
            assertThat(rig.server.context().get(stored).get("a")).isEqualTo(Value.of("first"));
            Rig.until("all has come", () -> client.pending() == 0);
            rig.stopServing();
            EntityId id = create(client.context());
            Receipt<?> pending = client.context().run(tx -> tx.set(id, "a", Value.of("x")));
            client.context().undo(pending);
            assertThat(client.context().get(id).get("a")).isEqualTo(Value.of("first"));
            assertThatThrownBy(() -> client.context().undo(first)).isInstanceOf(AnkurahException.Unavailable.class);
        }
    }
}
