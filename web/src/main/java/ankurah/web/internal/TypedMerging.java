package ankurah.web.internal;

import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.internal.gate.DurableBackend;
import ankurah.core.internal.gate.GateLimits;
import ankurah.core.internal.gate.Source;
import ankurah.core.type.AddWinsSet;
import ankurah.core.type.CommutingType;
import ankurah.core.type.Counter;
import ankurah.core.type.JsonMerge;
import ankurah.core.type.TextType;
import ankurah.core.type.TypedOperation;
import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.JsonText;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.event.internal.Hex;
import ankurah.storage.EngineOptions;
import ankurah.storage.EntityState;
import ankurah.storage.MemoryStorage;
import ankurah.storage.StorageSnapshot;
import ankurah.text.TextDocument;
import ankurah.text.Updates;
import ankurah.web.internal.Author.Write;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Concurrent operations on counters, sets, documents and texts, offered in every order: the states they all end in. */
public final class TypedMerging {
    private final Transcript out;
    private final Dice dice = new Dice(21);
    private final Author author = new Author(dice);

    private TypedMerging(Transcript out) {
        this.out = out;
    }

    public static void write(Transcript out) {
        out.section("merging by data types");
        TypedMerging merging = new TypedMerging(out);
        for (int i = 0; i < 6; i++) {
            merging.counters(i);
            merging.sets(i);
            merging.documents(i);
        }
        for (int i = 0; i < 3; i++) {
            merging.texts(i);
        }
    }

    private void counters(int number) {
        List<TypedOperation<?>> operations = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            operations.add(Counter.add(dice.below(3) == 0 ? Long.MAX_VALUE - dice.below(9) : dice.below(1000) - 500));
        }
        offer("counter " + number, operations);
    }

    private void sets(int number) {
        List<TypedOperation<?>> operations = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Value element = List.of(Value.of(1), Value.of(1.0), Value.of("a"), Value.of("b"))
                    .get(dice.below(4));
            operations.add(dice.below(3) == 0 ? AddWinsSet.remove(element) : AddWinsSet.add(element));
        }
        offer("set " + number, operations);
    }

    private void documents(int number) {
        List<TypedOperation<?>> operations = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String path = List.of("a", "a.b", "a.b.c", "b", "b.a").get(dice.below(5));
            Value value = dice.below(2) == 0 ? Value.of(dice.below(10)) : new Value.Obj(Map.of("c", Value.of("x")));
            operations.add(dice.below(4) == 0 ? JsonMerge.remove(path) : JsonMerge.set(path, value));
        }
        offer("document " + number, operations);
    }

    /** The last that is offered claims the clocks of the first once more, and is refused. */
    private void texts(int number) {
        TextDocument first = TextDocument.replica(1);
        first.text("p").insert(0, "one two");
        List<TypedOperation<?>> operations = new ArrayList<>();
        operations.add(TextType.update("", List.of("p"), first.encode()));
        for (int client = 2; client < 5; client++) {
            TextDocument document = TextDocument.replica(client);
            document.apply(first.encode());
            List<byte[]> updates = new ArrayList<>();
            document.onUpdate(update -> updates.add(update.bytes()));
            document.text("p")
                    .insert(dice.below(8), List.of("x", "y\u00e9", "zz").get(dice.below(3)));
            document.text("p").delete(dice.below(5), 2);
            operations.add(TextType.update("", List.of("p"), Updates.merge(updates)));
        }
        offer("text " + number, operations);
    }

    /** The operations are concurrent, upon a first one that all have seen. */
    private void offer(String label, List<TypedOperation<?>> operations) {
        Commit genesis = author.commit(new Write(null, Clock.EMPTY, List.of(first(operations.getFirst()))));
        EntityId id = genesis.events().getFirst().entity();
        List<Commit> commits = new ArrayList<>();
        for (TypedOperation<?> operation : operations.subList(1, operations.size())) {
            author.skip(dice.below(4));
            commits.add(author.commit(new Write(
                    id, Clock.of(id.genesis()), List.of(upon(operations.getFirst(), id.genesis(), operation)))));
        }
        Commit last = author.commit(new Write(id, Clock.of(id.genesis()), List.of(first(operations.getFirst()))));
        commits.add(last);
        Set<String> ends = new LinkedHashSet<>();
        permute(commits, new ArrayList<>(List.of(genesis)), id, ends);
        out.line(label + ", different ends", ends.size());
        ends.forEach(end -> out.line(label, end));
    }

    private static Operation first(TypedOperation<?> operation) {
        return on(operation);
    }

    private static <S> Operation on(TypedOperation<S> operation) {
        return operation(operation, operation.write(operation.type().initial(), null));
    }

    private static <S> Operation upon(TypedOperation<?> first, EventId by, TypedOperation<S> operation) {
        S seen = operation.type().initial();
        if (operation.type() instanceof CommutingType<S> type) {
            seen = type.apply(seen, by, on(first).body());
        }
        return operation(operation, operation.write(seen, null));
    }

    private static Operation operation(TypedOperation<?> operation, byte[] body) {
        String home = operation.type().home();
        return new Operation(
                home == null ? "p" : home,
                operation.type().name(),
                operation.type().version(),
                body);
    }

    private void permute(List<Commit> left, List<Commit> order, EntityId id, Set<String> ends) {
        if (left.isEmpty()) {
            ends.add(arrive(order, id));
        }
        for (int i = 0; i < left.size(); i++) {
            List<Commit> rest = new ArrayList<>(left);
            order.add(rest.remove(i));
            permute(rest, order, id, ends);
            order.removeLast();
        }
    }

    private String arrive(List<Commit> order, EntityId id) {
        EngineOptions options = EngineOptions.of(new Dice(16), LonePlatform.SHA).withSystem(author.system);
        try (DurableBackend node = DurableBackend.open(
                MemoryStorage.open(options), Policy.allowAll(), new LonePlatform().platform(17), GateLimits.DEFAULT)) {
            Source source = new Source("peer", (commit, outcome) -> {});
            for (Commit commit : order) {
                var _ = node.submitAll(List.of(commit), Principal.ANONYMOUS, source);
            }
            try (StorageSnapshot snapshot = node.storage().snapshot()) {
                EntityState state = snapshot.state("album", id);
                return state == null ? "none" : JsonText.print(state.get("p")) + " " + Hex.encode(state.encode());
            }
        }
    }
}
