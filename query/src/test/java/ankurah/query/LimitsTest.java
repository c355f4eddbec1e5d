package ankurah.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final Predicate LEAF = AnkQl.parsePredicate("a = 1");

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AnkurahException.Invalid.class,
                        e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void aTextOf64KibIsReadAndALongerOneRefused() {
        String fits = "a = '" + "x".repeat(64 * 1024 - 6) + "'";
        assertThat(AnkQl.parsePredicate(fits)).isInstanceOf(Predicate.Comparison.class);
        assertRefused("query.too_long", () -> AnkQl.parse(fits + " "));
        assertRefused("query.too_long", () -> AnkQl.parse("a = '" + "ä".repeat(40_000) + "'"));
    }

    @Test
    void parenthesesNest128Deep() {
        assertThat(AnkQl.parsePredicate("(".repeat(128) + "a = 1" + ")".repeat(128)))
                .isEqualTo(LEAF);
        assertRefused("query.too_deep", () -> AnkQl.parse("(".repeat(129) + "a = 1" + ")".repeat(129)));
        assertRefused("query.too_deep", () -> AnkQl.parse("(".repeat(60_000)));
        assertRefused("query.too_deep", () -> AnkQl.parse("a IN (" + "(".repeat(60_000)));
    }

    @Test
    void notNests128Deep() {
        Predicate deep = AnkQl.parsePredicate("NOT ".repeat(128) + "a = 1");
        assertThat(AnkQl.parsePredicate(AnkQl.print(deep))).isEqualTo(deep);
        assertRefused("query.too_deep", () -> AnkQl.parse("NOT ".repeat(129) + "a = 1"));
        assertRefused("query.too_deep", () -> AnkQl.parse("NOT ".repeat(15_000) + "a = 1"));
    }

    @Test
    void connectivesOfDifferentSortNest128DeepWhateverTheirParentheses() {
        String alternating = "a = 1";
        for (int i = 0; i < 64; i++) {
            alternating = "b AND (c OR " + alternating + ")";
        }
        Predicate deep = AnkQl.parsePredicate(alternating);
        assertThat(AnkQl.parsePredicate(AnkQl.print(deep))).isEqualTo(deep);
        String tooDeep = "b OR NOT (" + alternating + ")";
        assertRefused("query.too_deep", () -> AnkQl.parse(tooDeep));
        assertThatThrownBy(() -> AnkQl.parse(tooDeep)).hasMessageStartingWith("line 1, column 6");
    }

    @Test
    void listsInListsNest128Deep() {
        String fits = "a = " + "list (".repeat(128) + ")".repeat(128);
        assertThat(AnkQl.print(AnkQl.parse(fits))).isEqualTo(fits);
        assertRefused("query.too_deep", () -> AnkQl.parse("a = " + "list (".repeat(10_000)));
        assertRefused("query.syntax", () -> AnkQl.parse("a = json '" + "[".repeat(10_000) + "'"));
        Value deep = new Value.List(List.of());
        for (int i = 0; i < 128; i++) {
            deep = new Value.List(List.of(deep));
        }
        Value tooDeep = deep;
        assertRefused("value.too_deep", () -> new Operand.Literal(tooDeep));
    }

    @Test
    void longChainsDoNotNest() {
        for (String connective : List.of(" AND ", " OR ")) {
            Query query = AnkQl.parse("a" + (connective + "a").repeat(10_000));
            assertThat(AnkQl.parse(AnkQl.print(query).replace(" = TRUE", ""))).isEqualTo(query);
            Row row = MapRow.of(1, "a", true);
            assertThat(Evaluator.evaluate(query.where(), row)).isEqualTo(Truth.TRUE);
            assertThat(Matcher.compile(query.where()).matches(row)).isTrue();
            assertThat(Restrictions.of(query.where()).on("a")).containsExactly(Interval.point(Value.TRUE));
        }
    }

    @Test
    void chainsBuiltOneByOneDoNotNestEither() {
        Predicate left = LEAF;
        Predicate right = LEAF;
        for (int i = 0; i < 2_000; i++) {
            left = left.or(LEAF);
            right = LEAF.or(right);
        }
        assertThat(left).isEqualTo(right).isEqualTo(new Predicate.Or(Collections.nCopies(2_001, LEAF)));
    }

    @Test
    void predicatesBuiltTooDeepAreRefusedWhenTheyAreMade() {
        Predicate deep = LEAF;
        for (int i = 0; i < 64; i++) {
            deep = deep.or(LEAF).not();
        }
        Predicate deepest = deep;
        assertThat(Query.where(deepest).bind(List.of()).where()).isEqualTo(deepest);
        assertThat(AnkQl.parsePredicate(AnkQl.print(deepest))).isEqualTo(deepest);
        assertThat(Matcher.compile(deepest).matches(MapRow.of(1))).isFalse();
        assertRefused("query.too_deep", deepest::not);
        assertRefused("query.too_deep", () -> deepest.and(LEAF));
        assertRefused("query.too_deep", () -> LEAF.or(deepest));
    }

    @Test
    void anInHas10000Values() {
        String values = "1" + ",1".repeat(9_999);
        assertThat(((Predicate.In) AnkQl.parsePredicate("a IN (" + values + ")")).options())
                .hasSize(10_000);
        assertRefused("query.too_many_values", () -> AnkQl.parse("a IN (" + values + ",1)"));
    }

    @Test
    void aPatternHas1000Characters() {
        String fits = "x".repeat(1000);
        assertThat(Matcher.compile(Fields.text("a").like(fits)).matches(MapRow.of(1, "a", fits)))
                .isTrue();
        assertRefused("query.pattern_too_long", () -> Fields.text("a").like(fits + "x"));
        assertRefused("query.pattern_too_long", () -> AnkQl.parse("a LIKE '" + fits + "x'"));
        assertRefused("query.pattern_too_long", () -> AnkQl.parse("a LIKE :p").bind(Map.of("p", Value.of(fits + "x"))));
        Row row = MapRow.of(1, "a", fits + "x", "p", fits + "x");
        assertThat(Evaluator.evaluate(AnkQl.parsePredicate("a LIKE p"), row)).isEqualTo(Truth.FALSE);
    }

    @Test
    void limitsCanBeLowered() {
        QueryLimits limits = new QueryLimits(40, 2, 3);
        assertThat(AnkQl.parse("NOT (a IN (1, 2, 3))", limits).where()).isInstanceOf(Predicate.Not.class);
        assertRefused("query.too_long", () -> AnkQl.parse("a = 1".repeat(9), limits));
        assertRefused("query.too_deep", () -> AnkQl.parse("((( a )))", limits));
        assertRefused("query.too_deep", () -> AnkQl.parsePredicate("a AND (b OR c AND d)", limits));
        assertRefused("query.too_many_values", () -> AnkQl.parse("a IN (1, 2, 3, 4)", limits));
        assertRefused("query.limits", () -> new QueryLimits(40, 129, 3));
        assertRefused("query.limits", () -> new QueryLimits(0, 1, 1));
    }

    @Test
    void connectivesOfFewerThanTwoPartsAreRefused() {
        assertRefused("query.too_few_parts", () -> new Predicate.And(List.of(LEAF)));
        assertRefused("query.too_few_parts", () -> new Predicate.Or(List.of()));
        assertThat(Predicate.allOf(List.of())).isEqualTo(Predicate.TRUE);
        assertThat(Predicate.anyOf(List.of())).isEqualTo(Predicate.FALSE);
        assertThat(Predicate.allOf(new ArrayList<>(List.of(LEAF)))).isEqualTo(LEAF);
        assertThat(Predicate.anyOf(List.of(LEAF, LEAF))).isEqualTo(LEAF.or(LEAF));
    }

    @Test
    void namesAndPathsAreCheckedWhenTheyAreMade() {
        assertRefused("query.empty_path", () -> new Operand.Path(List.of()));
        assertRefused("query.parameter_name", () -> new Operand.Parameter("a b"));
        assertRefused("query.parameter_name", () -> new Operand.Parameter("0"));
        assertRefused("value.nul_character", () -> Operand.Path.of("a\0b"));
        assertRefused("query.limit", () -> Query.ALL.withLimit(-1));
    }
}
