package ankurah.query;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.EntityId;
import ankurah.event.Value;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTest {
    private static final TextField NAME = Fields.text("name");
    private static final IntegerField YEAR = Fields.integer("year");
    private static final NumberField SCORE = Fields.number("score");
    private static final RefField<EntityId> ARTIST = Fields.ref("artist");
    private static final JsonField DATA = Fields.json("data");

    private static void assertSame(Predicate built, String text) {
        assertThat(built).isEqualTo(AnkQl.parsePredicate(text));
    }

    @Test
    void theBuilderGivesTheSameQueryAsText() {
        Query built = Query.where(YEAR.gt(1985).and(NAME.like("A%")).or(NAME.isNull()))
                .withOrderBy(YEAR.desc(), NAME.asc().withNullsLast())
                .withLimit(50);
        assertThat(built)
                .isEqualTo(AnkQl.parse(
                        "year > 1985 AND name LIKE 'A%' OR name IS NULL ORDER BY year DESC, name NULLS LAST LIMIT 50"));
    }

    @Test
    void everyComparisonHasItsMethod() {
        assertSame(YEAR.eq(1).and(YEAR.ne(2)).and(YEAR.lt(3)), "year = 1 AND year <> 2 AND year < 3");
        assertSame(YEAR.le(1).and(YEAR.gt(2)).and(YEAR.ge(3)), "year <= 1 AND year > 2 AND year >= 3");
        assertSame(NAME.eq("a").and(NAME.ne("b")).and(NAME.lt("c")), "name = 'a' AND name <> 'b' AND name < 'c'");
        assertSame(NAME.le("a").and(NAME.gt("b")).and(NAME.ge("c")), "name <= 'a' AND name > 'b' AND name >= 'c'");
        assertSame(SCORE.eq(1).and(SCORE.ne(2)).and(SCORE.lt(3)), "score = 1e0 AND score <> 2e0 AND score < 3e0");
        assertSame(SCORE.le(1).and(SCORE.gt(2)).and(SCORE.ge(3)), "score <= 1e0 AND score > 2e0 AND score >= 3e0");
        assertSame(YEAR.between(1, 2).and(YEAR.in(1, 2, 3)), "year BETWEEN 1 AND 2 AND year IN (1, 2, 3)");
        assertSame(SCORE.between(1, 2).and(SCORE.in(0.5)), "score BETWEEN 1e0 AND 2e0 AND score IN (0.5e0)");
        assertSame(NAME.between("a", "b").and(NAME.in("a", "b")), "name BETWEEN 'a' AND 'b' AND name IN ('a', 'b')");
        assertSame(NAME.in(List.of("a")).not(), "name NOT IN ('a')");
        assertSame(NAME.isNotNull(), "name IS NOT NULL");
        assertSame(YEAR.compare(Operator.LT, SCORE.path()), "year < score");
        assertSame(Fields.bool("flag").eq(true), "flag");
        assertSame(Fields.decimal("price").lt(new BigDecimal("9.90")), "price < 9.9");
        assertSame(Fields.id().eq(MapRow.id(5)), "id = id '" + MapRow.id(5) + "'");
        assertSame(Fields.value("day").gt(new Value.Date(0)), "day > date '1970-01-01'");
    }

    @Test
    void partsOfTextsAreFoundWhateverTheyHold() {
        assertSame(NAME.startsWith("50%_\\"), "name LIKE '50\\%\\_\\\\%'");
        for (String part : List.of("%", "_", "\\", "a%b", "\\%", "😀")) {
            Row row = MapRow.of(1, "name", "x" + part + "y");
            Row other = MapRow.of(1, "name", "xoy");
            Matcher contains = Matcher.compile(NAME.contains(part));
            assertThat(contains.matches(row)).as(part).isTrue();
            assertThat(contains.matches(other)).as(part).isFalse();
            assertThat(Matcher.compile(NAME.startsWith("x" + part)).matches(row))
                    .isTrue();
            assertThat(Matcher.compile(NAME.endsWith(part + "y")).matches(row)).isTrue();
            assertThat(Matcher.compile(NAME.endsWith(part)).matches(row)).isFalse();
        }
        assertSame(NAME.ilike("a"), "name ILIKE 'a'");
    }

    @Test
    void fieldsLeadThroughReferencesAndIntoJson() {
        assertSame(ARTIST.to(NAME).like("M%"), "artist.name LIKE 'M%'");
        assertSame(ARTIST.to(YEAR).gt(1), "artist.year > 1");
        assertSame(ARTIST.to(SCORE).gt(1), "artist.score > 1e0");
        assertSame(ARTIST.to(ARTIST).to(NAME).eq("x"), "artist.artist.name = 'x'");
        assertSame(ARTIST.to(Fields.bool("flag")).eq(true), "artist.flag");
        assertSame(ARTIST.to(DATA).isNull(), "artist.data IS NULL");
        assertSame(DATA.at("a", "0").text().eq("x"), "data.a.0 = 'x'");
        assertSame(DATA.at("n").integer().gt(1), "data.n > 1");
        assertSame(DATA.at("n").number().gt(1), "data.n > 1e0");
        assertSame(DATA.at("n").bool().eq(true), "data.n");
        assertSame(DATA.eq(new Value.Json(Value.of(1))), "data = json '1'");
    }

    @Test
    void anyJavaTypeMayHaveItsEncoder() {
        Field<Truth> truth = Fields.of("truth", value -> Value.of(value.name()));
        assertSame(truth.in(List.of(Truth.TRUE, Truth.UNKNOWN)), "truth IN ('TRUE', 'UNKNOWN')");
    }

    @Test
    void queriesAreNarrowedStepByStep() {
        assertThat(Query.ALL.and(YEAR.gt(1)).and(NAME.eq("x"))).isEqualTo(AnkQl.parse("year > 1 AND name = 'x'"));
        assertThat(Query.where(YEAR.gt(1)).withWhere(NAME.isNull()).withLimit(5).withLimit(null))
                .isEqualTo(AnkQl.parse("name IS NULL"));
    }

    @Test
    void everyPathOfAQueryMayBeReplaced() {
        Query query =
                AnkQl.parse("year > 1985 AND (artist.name LIKE 'M%' OR year IN (1, 2)) ORDER BY year DESC LIMIT 3");
        Query mapped = query.mapPaths(path -> path.property().equals("year") ? Operand.Path.of("made") : path);
        assertThat(mapped)
                .isEqualTo(AnkQl.parse(
                        "made > 1985 AND (artist.name LIKE 'M%' OR made IN (1, 2)) ORDER BY made DESC LIMIT 3"));
    }
}
