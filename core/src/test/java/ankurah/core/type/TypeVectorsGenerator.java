package ankurah.core.type;

import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.event.JsonText;
import ankurah.event.Operation;
import ankurah.event.Sha256;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.event.internal.Hex;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes docs/vectors/types.json. Run once when a type is added, with the folder as the argument; what is there never
 * changes, since other implementations are checked against it.
 */
final class TypeVectorsGenerator {
    private final List<Value> vectors = new ArrayList<>();

    private TypeVectorsGenerator() {}

    public static void main(String[] args) throws IOException {
        Files.writeString(Path.of(args[0]).resolve("types.json"), print());
    }

    /** One vector a line. */
    static String print() {
        TypeVectorsGenerator generator = new TypeVectorsGenerator();
        generator.registers();
        generator.counters();
        generator.sets();
        generator.documents();
        generator.erasures();
        generator.refused();
        StringBuilder out = new StringBuilder("[\n");
        String separator = "";
        for (Value vector : generator.vectors) {
            out.append(separator).append(JsonText.print(vector));
            separator = ",\n";
        }
        return out.append("\n]\n").toString();
    }

    static EventId id(int number) {
        Hash256 hash = Sha256.jdk().hash(("event " + number).getBytes(StandardCharsets.UTF_8));
        return EventId.of(number, hash);
    }

    /** Operations by one transaction each, every one upon all before it. */
    @SafeVarargs
    private <S> void chain(String name, CommutingType<S> type, TypedOperation<S>... operations) {
        S state = type.initial();
        List<byte[]> bodies = new ArrayList<>();
        for (TypedOperation<S> operation : operations) {
            byte[] body = operation.write(state, null);
            bodies.add(body);
            state = type.apply(state, id(bodies.size()), body);
        }
        add(name, type, bodies);
    }

    /** Operations of authors who know nothing of each other. */
    @SafeVarargs
    private <S> void concurrent(String name, CommutingType<S> type, TypedOperation<S>... operations) {
        List<byte[]> bodies = new ArrayList<>();
        for (TypedOperation<S> operation : operations) {
            bodies.add(operation.write(type.initial(), null));
        }
        add(name, type, bodies);
    }

    private <S> void add(String name, CommutingType<S> type, List<byte[]> bodies) {
        S state = type.initial();
        List<Value> operations = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) {
            EventId id = id(i + 1);
            state = type.apply(state, id, bodies.get(i));
            operations.add(new Value.Obj(
                    Map.of("id", Value.of(Hex.encode(id.toBytes())), "body", Value.of(Hex.encode(bodies.get(i))))));
        }
        TreeMap<String, Value> fields = named(name, type);
        fields.put("operations", new Value.List(operations));
        fields.put("value", Value.of(Hex.encode(ValueCodec.encode(type.value(state)))));
        fields.put("json", Value.of(JsonText.print(type.value(state))));
        fields.put("memory", Value.of(Hex.encode(type.encode(state))));
        vectors.add(new Value.Obj(fields));
    }

    private static TreeMap<String, Value> named(String name, DataType<?> type) {
        TreeMap<String, Value> fields = new TreeMap<>();
        fields.put("name", Value.of(name));
        fields.put("type", Value.of(type.name()));
        fields.put("version", Value.of(type.version()));
        return fields;
    }

    private void refused(String name, DataType<?> type, String body, String code) {
        TreeMap<String, Value> fields = named(name, type);
        fields.put("body", Value.of(body));
        fields.put("code", Value.of(code));
        vectors.add(new Value.Obj(fields));
    }

    private void registers() {
        concurrent("two writes", Register.TYPE, Register.set(Value.of("a")), Register.set(Value.of("b")));
        concurrent("cleared", Register.TYPE, Register.set(Value.of(1)), Register.set(Value.NULL));
    }

    private void counters() {
        concurrent("one addition", Counter.TYPE, Counter.add(3));
        concurrent("additions and subtractions", Counter.TYPE, Counter.add(10), Counter.subtract(12), Counter.add(1));
        concurrent("beyond 64 bits", Counter.TYPE, Counter.add(Long.MAX_VALUE), Counter.add(Long.MAX_VALUE));
        concurrent("below 64 bits", Counter.TYPE, Counter.add(Long.MIN_VALUE), Counter.subtract(1));
        concurrent("back again", Counter.TYPE, Counter.add(Long.MAX_VALUE), Counter.add(1), Counter.subtract(1));
    }

    private void sets() {
        concurrent(
                "elements are sorted",
                AddWinsSet.TYPE,
                AddWinsSet.add(Value.of("b")),
                AddWinsSet.add(Value.of(2)),
                AddWinsSet.add(Value.of("a")));
        concurrent(
                "equal numbers are two",
                AddWinsSet.TYPE,
                AddWinsSet.add(Value.of(1.0)),
                AddWinsSet.add(Value.of(1)),
                AddWinsSet.add(Value.of(BigDecimal.ONE)));
        concurrent(
                "added twice without knowing",
                AddWinsSet.TYPE,
                AddWinsSet.add(Value.of("a")),
                AddWinsSet.add(Value.of("a")));
        chain(
                "added, removed, added",
                AddWinsSet.TYPE,
                AddWinsSet.add(Value.of("a")),
                AddWinsSet.remove(Value.of("a")),
                AddWinsSet.add(Value.of("a")));
        chain("all removed", AddWinsSet.TYPE, AddWinsSet.add(Value.of("a")), AddWinsSet.clear());
    }

    private void documents() {
        concurrent(
                "different fields",
                JsonMerge.TYPE,
                JsonMerge.set("a.x", Value.of(1)),
                JsonMerge.set("a.y", new Value.List(List.of(Value.TRUE))));
        concurrent(
                "inside of a scalar",
                JsonMerge.TYPE,
                JsonMerge.set("a", Value.of(5)),
                JsonMerge.set("a.b", Value.of(1)));
        concurrent(
                "a scalar over it", JsonMerge.TYPE, JsonMerge.set("a.b", Value.of(1)), JsonMerge.set("a", Value.of(5)));
        concurrent(
                "an object over older and newer",
                JsonMerge.TYPE,
                JsonMerge.set("a.old", Value.of(1)),
                JsonMerge.set("a", new Value.Obj(Map.of("x", Value.NULL))),
                JsonMerge.set("a.new", Value.of(2)));
        concurrent("removed", JsonMerge.TYPE, JsonMerge.set("a.b", Value.of(1)), JsonMerge.remove("a.b"));
        concurrent(
                "all removed",
                JsonMerge.TYPE,
                JsonMerge.set("a.b", Value.of(1)),
                JsonMerge.at().remove());
        byte[] together = History.together(
                JsonMerge.TYPE.initial(),
                JsonMerge.set("b", Value.of(1)),
                JsonMerge.set("a.x", Value.of("text")),
                JsonMerge.remove("c"));
        add("one transaction", JsonMerge.TYPE, List.of(together));
    }

    private void erasures() {
        Operation name = new Operation("name", Operation.LWW, 1, ValueCodec.encode(Value.NULL));
        Operation plays = new Operation("plays", "counter", 1, new byte[] {3});
        byte[] partly = Erasure.of(List.of(new Erasure.Named(
                        id(1), List.of(new Erasure.Remainder(name, true), new Erasure.Remainder(plays, false)))))
                .body();
        byte[] other = Erasure.of(List.of(
                        new Erasure.Named(id(1), List.of(new Erasure.Remainder(name, true))),
                        new Erasure.Named(id(2), List.of())))
                .body();
        add("one property of an event is erased", Erasure.TYPE, List.of(partly));
        add("twice", Erasure.TYPE, List.of(partly, other));
        add("and what the first kept", Erasure.TYPE, List.of(Erasure.TYPE.erased(partly)));
    }

    private void refused() {
        refused("a value is missing", Register.TYPE, "", "cbor.malformed");
        refused("a byte behind the amount", Counter.TYPE, "0100", "cbor.malformed");
        refused("an amount that is no integer", Counter.TYPE, "6131", "cbor.malformed");
        refused("elements not sorted", AddWinsSet.TYPE, "8282020180", "cbor.malformed");
        refused("an element twice", AddWinsSet.TYPE, "8282010180", "cbor.malformed");
        refused("null as an element", AddWinsSet.TYPE, "8281f680", "set.null");
        refused("an addition with a short id", AddWinsSet.TYPE, "82808182420000" + "00", "cbor.malformed");
        refused("a path inside of another", JsonMerge.TYPE, "8281816161" + "8182616161" + "62", "cbor.malformed");
        refused("a value that is not JSON", JsonMerge.TYPE, "818281616101", "cbor.malformed");
        refused("U+0000 in a path", JsonMerge.TYPE, "8181816100", "value.nul_character");
        refused(
                "an erased event without what is left",
                Erasure.TYPE,
                "8181" + "5820" + "00".repeat(32),
                "cbor.malformed");
    }
}
