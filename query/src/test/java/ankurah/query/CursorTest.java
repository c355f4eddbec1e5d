package ankurah.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CursorTest {
    private static final Query QUERY = AnkQl.parse("year > 1985 ORDER BY year DESC, name LIMIT 50");
    private static final SortKey KEY = new SortKey(List.of(Value.of(1990), Value.of("Ä")), MapRow.id(7));

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AnkurahException.Invalid.class,
                        e -> assertThat(e.code()).isEqualTo(code));
    }

    @Property(shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void aCursorSurvivesItsText(@ForAll long seed) {
        Maker maker = new Maker(seed);
        Query query = Query.ALL.withOrderBy(maker.orderBy());
        List<Value> values = new ArrayList<>();
        query.orderBy().forEach(column -> values.add(maker.value()));
        Cursor cursor = Cursor.at(query, new SortKey(values, MapRow.id(seed)));
        assertThat(Cursor.decode(cursor.encode())).isEqualTo(cursor);
        assertThat(query.withAfter(cursor).after()).isEqualTo(cursor);
    }

    @Test
    void itsTextFitsIntoAUrl() {
        assertThat(Cursor.at(QUERY, KEY).encode()).matches("[A-Za-z0-9_-]{50,200}");
    }

    @Test
    void itsTextStaysTheSameInLaterVersions() {
        assertThat(Cursor.at(QUERY, KEY).encode())
                .isEqualTo("ygGEG3EO7cJIDHEJWCAAAAAAAAAABwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABkHxmLDhBKKfrq6-1ja");
    }

    @Test
    void itServesEveryQueryWithTheSameOrder() {
        Cursor cursor = Cursor.at(QUERY, KEY);
        assertThat(AnkQl.parse("name = 'x' ORDER BY year DESC NULLS LAST, name ASC")
                        .withAfter(cursor)
                        .after())
                .isEqualTo(cursor);
    }

    @Test
    void aCursorOfAPageServesItsOwnQueryAlone() {
        Cursor cursor = Cursor.decode(Cursor.at("album", QUERY, KEY).encode());
        assertThat(cursor).isEqualTo(Cursor.at("album", QUERY, KEY));
        assertThat(cursor.key()).isEqualTo(KEY);
        cursor.requireSelection("album", QUERY.withLimit(7).withAfter(cursor));
        cursor.requireSelection("album", AnkQl.parse("(year>1985) ORDER BY year DESC, name"));
        assertRefused("cursor.other_query", () -> cursor.requireSelection("track", QUERY));
        assertRefused("cursor.other_query", () -> cursor.requireSelection("album", AnkQl.parse("year > 1986")));
        assertRefused("cursor.other_order", () -> Query.ALL.withAfter(cursor));
        Cursor.at(QUERY, KEY).requireSelection("track", Query.ALL);
    }

    @Test
    void itRefusesAnotherOrder() {
        Cursor cursor = Cursor.at(QUERY, KEY);
        for (String other : List.of("", "ORDER BY year, name", "ORDER BY year DESC", "ORDER BY year DESC, \"name \"")) {
            assertRefused("cursor.other_order", () -> AnkQl.parse(other).withAfter(cursor));
        }
        assertRefused("cursor.other_order", () -> Cursor.at(Query.ALL, KEY));
        assertThat(QUERY.withAfter(cursor)
                        .withOrderBy(OrderBy.ascending("name"))
                        .after())
                .as("a new order drops it")
                .isNull();
    }

    @Test
    void aTextThatWasChangedAnywhereIsRefused() {
        String text = Cursor.at(QUERY, KEY).encode();
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'A' ? 'B' : 'A';
            String changed = text.substring(0, i) + other + text.substring(i + 1);
            assertThatThrownBy(() -> Cursor.decode(changed))
                    .isInstanceOfSatisfying(
                            AnkurahException.Invalid.class,
                            e -> assertThat(e.code()).startsWith("cursor."));
            String cut = text.substring(0, i);
            assertRefused("cursor.malformed", () -> Cursor.decode(cut));
        }
        assertRefused("cursor.malformed", () -> Cursor.decode(text + "A"));
        assertRefused("cursor.malformed", () -> Cursor.decode(text + "="));
        assertRefused("cursor.malformed", () -> Cursor.decode("not base64 at all!"));
    }

    @Test
    void aNewerVersionIsRefusedWithBothNumbers() {
        byte[] bytes = Base64.getUrlDecoder().decode(Cursor.at(QUERY, KEY).encode());
        bytes[1] = 3;
        String newer = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        assertThatThrownBy(() -> Cursor.decode(newer))
                .hasMessage("the cursor has version 3; this program reads up to version 2")
                .isInstanceOfSatisfying(
                        AnkurahException.Invalid.class,
                        e -> assertThat(e.code()).isEqualTo("cursor.newer_version"));
    }
}
