package ankurah.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ankurah.event.AnkurahException;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxErrorTest {

    private static AnkurahException.Invalid error(String text) {
        AnkurahException.Invalid error = catchThrowableOfType(AnkurahException.Invalid.class, () -> AnkQl.parse(text));
        assertThat(error).as(text).isNotNull();
        return error;
    }

    @Test
    void anErrorShowsTheLineAndACaret() {
        assertThat(error("name = 'x'\n  AND year == 1985")).hasMessage("""
                        line 2, column 12: there is no operator ==; write = for equality
                            AND year == 1985
                                     ^""");
    }

    @Test
    void aLongLineIsShownAroundTheError() {
        String message = error("a = 1 AND ".repeat(500) + "b ==" + " c AND d = 2".repeat(500))
                .getMessage();
        assertThat(message).startsWith("line 1, column 5003: there is no operator ==");
        List<String> lines = message.lines().toList();
        assertThat(lines).hasSize(3).allMatch(line -> line.length() < 120);
        assertThat(lines.get(1).substring(lines.get(2).indexOf('^'))).startsWith("== c AND");
    }

    /** The line was cut beginning in the middle of a pair, and then ended before what is wrong at its end. */
    @Test
    void aLongLineOfPairsIsShownToItsEnd() {
        for (int before = 0; before < 4; before++) {
            String text = "a".repeat(1 + before) + " = '" + "😀".repeat(100) + "' AND";
            List<String> lines = error(text).getMessage().lines().toList();
            assertThat(lines.get(1)).startsWith("  ...😀").endsWith("😀' AND");
            assertThat(lines.get(2))
                    .endsWith("^")
                    .hasSize(1 + lines.get(1).codePointCount(0, lines.get(1).length()));
        }
    }

    @Test
    void columnsCountCharactersNotUtf16() {
        assertThat(error("a = '😀' &&"))
                .hasMessageContaining("column 9")
                .hasMessageEndingWith("\n  a = '😀' &&\n          ^");
        assertThat(error("\ta = 1\r\n\r\n\tAND b !").getMessage()).startsWith("line 3, column 8");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '¤', textBlock = """
                    a == 1                  ¦ there is no operator ==; write = for equality
                    a = 1 && b = 2          ¦ unexpected &; write AND
                    a = 1 || b = 2          ¦ unexpected |; write OR
                    !a                      ¦ there is no operator !; write NOT
                    a => 1                  ¦ there is no operator =>; write >=
                    a =                     ¦ expected a property, a value, NOT or (, but found the end
                    a = AND b = 1           ¦ but found AND; a property of that name stands in double quotes: "AND"
                    a = 'text               ¦ the text that begins here has no closing '
                    "a = 1                  ¦ the name that begins here has no closing "
                    a = 'O'Brien'           ¦ expected AND, OR, ORDER BY, LIMIT or the end, but found Brien; a ' inside a text is written ''
                    a = “x”                 ¦ unexpected character U+201c; names stand in "double quotes", texts in 'single quotes'
                    a = `x`                 ¦ unexpected `; names stand in "double quotes"
                    a 1                     ¦ expected a comparison, AND, OR, ORDER BY, LIMIT or the end, but found 1
                    (a = 1                  ¦ expected AND, OR or the ) of the parenthesis, but found the end
                    a = 1)                  ¦ but found )
                    a IN 1                  ¦ expected ( and the values of the IN, as in IN (1, 2), but found 1
                    a IN (1, )              ¦ expected a property, a value, NOT or (, but found )
                    a IN (1 2)              ¦ expected , or ) in the list of values, but found 2
                    a NOT = 1               ¦ expected IN, BETWEEN, LIKE or ILIKE behind NOT, but found =
                    a BETWEEN 1             ¦ expected AND and the upper bound of the BETWEEN, but found the end
                    a IS 5                  ¦ expected NULL or NOT NULL behind IS, but found 5; write = to compare
                    a IS TRUE               ¦ write = TRUE
                    a = 1 = 2               ¦ this is a condition where a value is compared; join conditions with AND or OR
                    5                       ¦ this value is no condition; compare it with a property
                    a = 1 AND NULL          ¦ this value is no condition; write IS NULL behind a property
                    ?                       ¦ this value is no condition
                    lower(a) = 'x'          ¦ but found (; AnkQL has no functions
                    a + 1 = 2               ¦ unexpected +; AnkQL does not calculate
                    a = 5 -3                ¦ but found -3; AnkQL does not calculate
                    a = 1 -- why            ¦ unexpected -; AnkQL has no comments
                    a = 1 /* why */         ¦ unexpected /; AnkQL has no comments
                    a = 1;                  ¦ unexpected ;; leave it out
                    SELECT * FROM album     ¦ unexpected *; write the condition alone, as in: year > 1985 ORDER BY year LIMIT 10
                    WHERE a = 1             ¦ write the condition alone, as in: year > 1985
                    a[0] = 1                ¦ unexpected [; brackets are reserved; an element of a list is a step of the path, as in tags.0
                    a = 'x' COLLATE de      ¦ but found COLLATE; COLLATE is reserved for later
                    a = 1 GROUP BY a        ¦ but found GROUP; GROUP BY is reserved for later
                    a = 1 AS OF 5           ¦ but found AS; AS OF is reserved for later
                    a = 1 LIMIT 5 OFFSET 5  ¦ but found OFFSET; go on behind a row with AFTER and its cursor
                    a = 1 LIMIT -1          ¦ expected a whole number from 0 to 2147483647 behind LIMIT, but found -1
                    a = 1 LIMIT ?           ¦ LIMIT takes a number, no parameter
                    a = 1 LIMIT 1 LIMIT 2   ¦ a second LIMIT
                    LIMIT 1 ORDER BY a      ¦ a second ORDER
                    ORDER a                 ¦ expected BY behind ORDER, but found a
                    ORDER BY 1              ¦ expected a property to order by, but found 1
                    ORDER BY a NULLS        ¦ expected FIRST or LAST behind NULLS, but found the end
                    a. = 1                  ¦ expected the next name of the path behind the point
                    a.1x = 1                ¦ a name that begins with a digit; put it in double quotes
                    1x = 1                  ¦ this is no number; a name that begins with a digit stands in double quotes
                    a = 1.                  ¦ a number ends in its point; write 1.0 or 1
                    a = 1.2.3               ¦ this is no number
                    a = 1e                  ¦ a number lacks the digits of its exponent
                    a = 1e999               ¦ a number with an exponent is a float, which is below 1.8e308
                    a = :                   ¦ this is no parameter; a parameter is a colon and a name, as in :since
                    a = $1                  ¦ unexpected $; a parameter is ? or :name
                    a = ?0                  ¦ this is no parameter; a ? may be followed by its number from 1
                    a = date '2020-02-30'   ¦ this cannot be read as date; an example is date '2020-01-31'
                    a LIKE b ESCAPE '!'     ¦ ESCAPE stands behind a pattern in quotes only
                    a LIKE 'b' ESCAPE 'xy'  ¦ expected one character in quotes behind ESCAPE
                    a ~ 'x'                 ¦ unexpected ~; write LIKE
                    a contains 'x'          ¦ write LIKE '%part%'
                    a = list (1, b)         ¦ expected a value in the list, but found b
                    """)
    void everyMistakeIsNamedWithWhatToWrite(String text, String expected) {
        AnkurahException.Invalid error = error(text);
        assertThat(error.code()).isEqualTo("query.syntax");
        assertThat(error.getMessage())
                .contains(expected)
                .contains("\n  " + text.strip() + "\n")
                .endsWith("^");
    }

    @Test
    void mixedParametersAreRefused() {
        assertThat(error("a = ? AND b = :b").code()).isEqualTo("query.parameters_mixed");
        assertThat(error("a = :b AND b = ?").code()).isEqualTo("query.parameters_mixed");
    }

    @Test
    void aCursorInTheTextThatCannotBeUsedIsPointedAt() {
        assertThat(error("a = 1 AFTER 'abc'"))
                .hasMessageStartingWith("line 1, column 13: the text is no cursor")
                .extracting(AnkurahException::code)
                .isEqualTo("cursor.malformed");
        String cursor =
                Cursor.at(Query.ALL, new SortKey(List.of(), MapRow.id(1))).encode();
        assertThat(error("ORDER BY a AFTER '" + cursor + "'").code()).isEqualTo("cursor.other_order");
    }

    @Property(shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void aDamagedTextIsReadOrRefusedWithACaret(@ForAll long seed) {
        Maker maker = new Maker(seed);
        String text = AnkQl.print(maker.query(true));
        for (int i = 0; i < 20; i++) {
            String damaged = damaged(text, maker);
            try {
                Query query = AnkQl.parse(damaged);
                assertThat(AnkQl.parse(AnkQl.print(query))).isEqualTo(query);
            } catch (AnkurahException.Invalid refused) {
                assertThat(refused.code()).startsWith(refused.code().startsWith("cursor") ? "cursor." : "query.");
                assertThat(refused.getMessage()).startsWith("line ").endsWith("^");
            }
        }
    }

    private static String damaged(String text, Maker maker) {
        StringBuilder damaged = new StringBuilder(text);
        do {
            int at = maker.upTo(damaged.length() + 1);
            switch (maker.upTo(3)) {
                case 0 -> damaged.delete(at, Math.min(damaged.length(), at + 1 + maker.upTo(4)));
                case 1 -> damaged.insert(at, maker.oneOf(FRAGMENTS));
                default -> damaged.insert(at, damaged, 0, Math.min(damaged.length(), maker.upTo(20)));
            }
        } while (maker.chance(50));
        return damaged.toString();
    }

    private static final List<String> FRAGMENTS = List.of(
            "'",
            "\"",
            "(",
            ")",
            ",",
            ".",
            "?",
            ":",
            "-",
            "+",
            "=",
            "<",
            ">",
            "!",
            "%",
            "[",
            "0",
            "9",
            "e",
            " ",
            "\n",
            "\0",
            "\ud800",
            "😀",
            "ä",
            "\u00a0",
            " AND ",
            " OR ",
            " NOT ",
            " IN ",
            " IS ",
            " NULL ",
            " BETWEEN ",
            " LIKE ",
            " ORDER ",
            " BY ",
            " LIMIT ",
            " AFTER ",
            "date '",
            "list (",
            "json '",
            ".0",
            "1e5",
            "::",
            "/*",
            "--");
}
