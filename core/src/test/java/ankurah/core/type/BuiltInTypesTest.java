package ankurah.core.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.event.JsonText;
import ankurah.event.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the built-in types make of concurrent operations. */
class BuiltInTypesTest {
    private static Value json(String text) {
        return new Value.Json(JsonText.parse(text));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // It is only handed on.
    private static Value document(TypedOperation<JsonMerge.Document>... inIdOrder) {
        return History.of(JsonMerge.TYPE, inIdOrder).value();
    }

    private static TypedOperation<JsonMerge.Document> set(String path, String json) {
        return JsonMerge.set(path, json(json));
    }

    @Test
    void aCounterIsExactBeyondSixtyFourBitsAndComesBack() {
        BigDecimal beyond = new BigDecimal("18446744073709551613");
        assertThat(History.of(
                                Counter.TYPE,
                                Counter.add(Long.MAX_VALUE),
                                Counter.add(Long.MAX_VALUE),
                                Counter.subtract(1))
                        .value())
                .isEqualTo(Value.of(beyond));
        assertThat(History.of(
                                Counter.TYPE,
                                Counter.add(Long.MIN_VALUE),
                                Counter.subtract(1),
                                Counter.add(Long.MAX_VALUE),
                                Counter.add(2))
                        .value())
                .isEqualTo(Value.of(0));
        assertThat(History.of(Counter.TYPE, Counter.add(Long.MIN_VALUE)).value())
                .isEqualTo(Value.of(Long.MIN_VALUE));
    }

    /** A server may say anything of a state; a fraction had come out as an exception of the JDK. */
    @Test
    void aCounterHoldsWholeNumbersOnly() {
        byte[] nothing = Counter.TYPE.encode(Counter.TYPE.initial());
        assertThat(Counter.TYPE.decode(nothing, Value.of(new BigDecimal("1e30"))))
                .isEqualTo(BigInteger.TEN.pow(30));
        for (Value no : List.of(Value.of(new BigDecimal("0.5")), Value.of(0.5), Value.of("5"))) {
            assertThatThrownBy(() -> Counter.TYPE.decode(nothing, no))
                    .isInstanceOfSatisfying(
                            AnkurahException.Fault.class,
                            e -> assertThat(e.code()).isEqualTo("type.state"));
        }
    }

    @Test
    void whatATransactionAddsHasToFitInSixtyFourBits() {
        assertThatThrownBy(() -> History.together(Counter.TYPE.initial(), Counter.add(Long.MAX_VALUE), Counter.add(1)))
                .isInstanceOfSatisfying(
                        AnkurahException.Invalid.class,
                        e -> assertThat(e.code()).isEqualTo("counter.amount"));
        assertThatThrownBy(() -> Counter.subtract(Long.MIN_VALUE)).hasMessageContaining("64 bits");
    }

    @Test
    void ofAnAdditionAndAConcurrentRemovalTheAdditionWins() {
        AddWinsSet.Elements seen = AddWinsSet.TYPE.apply(
                AddWinsSet.TYPE.initial(),
                History.id(1),
                AddWinsSet.add(Value.of("a")).write(AddWinsSet.TYPE.initial(), null));
        byte[] removal = AddWinsSet.remove(Value.of("a")).write(seen, null);
        byte[] again = AddWinsSet.add(Value.of("a")).write(seen, null);
        AddWinsSet.Elements one =
                AddWinsSet.TYPE.apply(AddWinsSet.TYPE.apply(seen, History.id(3), removal), History.id(2), again);
        AddWinsSet.Elements other =
                AddWinsSet.TYPE.apply(AddWinsSet.TYPE.apply(seen, History.id(2), again), History.id(3), removal);
        assertThat(one.contains(Value.of("a"))).isTrue();
        assertThat(AddWinsSet.TYPE.encode(one)).isEqualTo(AddWinsSet.TYPE.encode(other));
        AddWinsSet.Elements gone = AddWinsSet.TYPE.apply(seen, History.id(3), removal);
        assertThat(AddWinsSet.TYPE.value(gone)).isEqualTo(new Value.List(List.of()));
        assertThat(AddWinsSet.TYPE.encode(gone)).as("nothing is kept of it").hasSize(1);
    }

    @Test
    void anElementOfASetIsAValueAndNotNull() {
        assertThatThrownBy(() -> AddWinsSet.add(Value.NULL)).hasMessageContaining("null is not an element");
        assertThat(History.of(
                                AddWinsSet.TYPE,
                                AddWinsSet.add(Value.of(2)),
                                AddWinsSet.add(Value.of(1.0)),
                                AddWinsSet.add(Value.of(1)),
                                AddWinsSet.add(Value.of(2)))
                        .value())
                .isEqualTo(new Value.List(List.of(Value.of(1), Value.of(1.0), Value.of(2))));
    }

    @Test
    void writersOfDifferentFieldsDoNotDisturbEachOther() {
        assertThat(document(set("a.x", "1"), set("a.y", "2"), set("b", "[1, 2]")))
                .isEqualTo(json("{\"a\": {\"x\": 1, \"y\": 2}, \"b\": [1, 2]}"));
    }

    @Test
    void ofAScalarAndAWriteInsideOfItTheGreaterIdDecides() {
        assertThat(document(set("a", "5"), set("a.b", "1"))).isEqualTo(json("{\"a\": {\"b\": 1}}"));
        assertThat(document(set("a.b", "1"), set("a", "5"))).isEqualTo(json("{\"a\": 5}"));
    }

    @Test
    void settingAPathReplacesWhatIsOlderUnderItAndNothingNewer() {
        assertThat(document(set("a.old", "1"), set("a", "{\"x\": 1}"), set("a.new", "2")))
                .isEqualTo(json("{\"a\": {\"x\": 1, \"new\": 2}}"));
        assertThat(document(set("a.b.c", "1"), JsonMerge.remove("a.b"), set("a.b.d", "2")))
                .isEqualTo(json("{\"a\": {\"b\": {\"d\": 2}}}"));
    }

    @Test
    void aRemovalLeavesTheObjectAroundItAndDoesNothingInsideOfAScalar() {
        assertThat(document(set("a.b", "1"), JsonMerge.remove("a.b"))).isEqualTo(json("{\"a\": {}}"));
        assertThat(document(set("a", "5"), JsonMerge.remove("a.b"))).isEqualTo(json("{\"a\": 5}"));
        assertThat(document(set("a", "5"), set("a.b", "1"), JsonMerge.remove("a.b")))
                .isEqualTo(json("{\"a\": {}}"));
        assertThat(document(set("a", "5"), JsonMerge.at().remove())).isEqualTo(Value.NULL);
        assertThat(document(JsonMerge.at().remove(), set("a", "null"))).isEqualTo(json("{\"a\": null}"));
    }

    @Test
    void whatATransactionWritesToADocumentIsWhatOneGetsByDoingItInTurn() {
        byte[] body = History.together(
                JsonMerge.TYPE.initial(),
                set("a.x", "1"),
                set("a", "{\"y\": {\"z\": 1}}"),
                set("a.y.w", "2"),
                JsonMerge.remove("a.y.z"),
                JsonMerge.remove("a.q.r"),
                set("b", "1"),
                set("b.c", "3"));
        JsonMerge.TYPE.check(body);
        JsonMerge.Document document = JsonMerge.TYPE.apply(JsonMerge.TYPE.initial(), History.id(1), body);
        assertThat(JsonMerge.TYPE.value(document)).isEqualTo(json("{\"a\": {\"y\": {\"w\": 2}}, \"b\": {\"c\": 3}}"));
    }

    @Test
    void aDocumentTakesJsonOnlyAndIsBoundedInDepth() {
        assertThatThrownBy(() -> JsonMerge.set("a", Value.of(1.5))).hasMessageContaining("FLOAT");
        String[] deep = new String[200];
        java.util.Arrays.fill(deep, "a");
        assertThatThrownBy(() -> JsonMerge.at(deep).set(Value.of(1))).hasMessageContaining("steps");
        assertThatThrownBy(() -> JsonMerge.at("a\u0000").remove()).hasMessageContaining("U+0000");
    }

    @Test
    void ofAnErasedOperationNothingIsLeftButWhatOthersRestOn() {
        assertThat(Counter.TYPE.erased(Counter.add(7).write(Counter.TYPE.initial(), null)))
                .containsExactly(0);
        byte[] erased = JsonMerge.TYPE.erased(set("a", "{\"secret\": 1}").write(JsonMerge.TYPE.initial(), null));
        JsonMerge.Document left = JsonMerge.TYPE.apply(JsonMerge.TYPE.initial(), History.id(1), erased);
        assertThat(JsonMerge.TYPE.value(left)).isEqualTo(json("{\"a\": null}"));
        assertThat(new String(erased, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("secret");
    }

    @Test
    void typesAreFoundByNameAndVersionAndEachIsThereOnce() {
        assertThat(DataTypes.builtIn().all()).hasToString("[counter/1, erase/1, json/1, lww/1, set/1, text/1]");
        assertThat(DataTypes.builtIn().find("counter", 2)).isNull();
        assertThatThrownBy(() -> DataTypes.builtIn().with(Counter.TYPE)).hasMessageContaining("two data types");
    }
}
