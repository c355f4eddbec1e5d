package ankurah.web.internal;

import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.Cursor;
import ankurah.query.Evaluator;
import ankurah.query.Matcher;
import ankurah.query.Ordering;
import ankurah.query.Predicate;
import ankurah.query.Query;
import ankurah.query.Row;
import ankurah.query.SortKey;
import java.util.ArrayList;
import java.util.List;

/** Queries that are read, printed and evaluated, orders, cursors, and texts that are no queries. */
public final class Queries {
    private static final List<String> TEXTS = List.of(
            "",
            "TRUE",
            "FALSE",
            "b",
            "NOT b",
            "n = 1",
            "n <> 1",
            "n < 0",
            "n <= 1.5",
            "n > -1",
            "n >= 1e0",
            "n = -0.1",
            "a = 1 OR b = TRUE AND n = 2",
            "NOT n = 1 AND s = 'a'",
            "(n = 1 OR n = 9) AND NOT (s IS NULL)",
            "n IN (1, 9, '9')",
            "n NOT IN (1, NULL)",
            "n BETWEEN -1 AND 1",
            "n NOT BETWEEN 0 AND 1.5",
            "s = 'O''Brien'",
            "s LIKE '%b%'",
            "s ILIKE '%b%'",
            "s NOT LIKE '_'",
            "s LIKE '%\\%%'",
            "s ILIKE '\u00c9%'",
            "missing = 1 OR n = 9",
            "NOT (missing = 1)",
            "missing IS NULL AND n IS NOT NULL",
            "data.n = 9",
            "data.n = '9'",
            "data.a.0 = 1",
            "data.a.1.b IS NULL",
            "data = 9",
            "data.n.x = 1",
            "ref.n = 1",
            "ref.ref.s = 'a'",
            "ref.id = id",
            "at = '1970-01-01T00:00:00Z'",
            "at >= '2022-01-08'",
            "\"order\" = 1",
            "\"order\" IN ('1')",
            "n = s",
            "s < 'b'",
            "n = 9223372036854775808",
            "n = 0.1000000000000000055511151231257827",
            "b = TRUE = FALSE",
            "n > 0 ORDER BY n",
            "ORDER BY n DESC, s",
            "ORDER BY s DESC NULLS FIRST, n ASC NULLS LAST LIMIT 5",
            "ORDER BY data.n, ref.n DESC",
            "LIMIT 0",
            "LIMIT 3");

    private static final List<String> NONE = List.of(
            "n =",
            "= 1",
            "n = = 1",
            "n IN ()",
            "n IN (1",
            "n BETWEEN 1",
            "(n = 1",
            "n = 1)",
            "n = 'open",
            "\"open = 1",
            "n = 1 AND",
            "AND n = 1",
            "n LIKE",
            "n IS 1",
            "ORDER n",
            "ORDER BY",
            "LIMIT",
            "LIMIT -1",
            "LIMIT 1.5",
            "n = 1 LIMIT x",
            "SELECT * FROM t",
            "n = 1;",
            "n == 1",
            "n != 1",
            "n = 0x10",
            "n = 1e999",
            "n = .5",
            "n. = 1",
            ".n = 1",
            "n = :",
            "n = ? AND s = :x",
            "GROUP BY n",
            "n = 'a\u0000b'",
            "n\n  = \n   )",
            "\ud83d\ude00 = 1",
            "n COLLATE x = 1");

    private final Transcript out;
    private final List<Row> rows = Rows.all();

    private Queries(Transcript out) {
        this.out = out;
    }

    public static void write(Transcript out) {
        out.section("queries");
        Queries queries = new Queries(out);
        TEXTS.forEach(queries::read);
        NONE.forEach(queries::read);
        queries.parameters();
        queries.generated();
        queries.orders();
    }

    private void read(String text) {
        out.outcome("query " + text, () -> {
            Query query = AnkQl.parse(text);
            String printed = AnkQl.print(query);
            boolean same = AnkQl.parse(printed).equals(query);
            return printed + " " + same + " " + truths(query.where());
        });
    }

    /** What the evaluator says of each row; a capital where the matcher disagrees. */
    private String truths(Predicate predicate) {
        Matcher matcher = Matcher.compile(predicate);
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            boolean matches = matcher.matches(row);
            text.append(
                    switch (Evaluator.evaluate(predicate, row)) {
                        case TRUE -> matches ? 't' : 'T';
                        case FALSE -> matches ? 'F' : 'f';
                        case UNKNOWN -> matches ? 'U' : 'u';
                    });
        }
        return text.toString();
    }

    private void parameters() {
        Query positional = AnkQl.parse("n = ? OR s IN (?, 'a')");
        out.outcome("bound", () -> AnkQl.print(positional.bind(List.of(Value.of(1), Value.of("x'y")))));
        out.outcome("too few", () -> AnkQl.print(positional.bind(List.of(Value.of(1)))));
        out.outcome("too many", () -> AnkQl.print(positional.bind(List.of(Value.NULL, Value.NULL, Value.NULL))));
        out.outcome("unbound", () -> truths(positional.where()));
        List<Value> values = Values.all();
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            out.outcome("literal " + i, () -> {
                Query query = AnkQl.parse("n < ?").bind(List.of(value));
                return AnkQl.print(query) + " " + truths(query.where());
            });
        }
    }

    private void generated() {
        Dice dice = new Dice(14);
        for (int i = 0; i < 200; i++) {
            read(predicate(dice, 4));
        }
    }

    private static String predicate(Dice dice, int depth) {
        if (depth > 0 && dice.below(3) > 0) {
            String left = predicate(dice, depth - 1);
            return switch (dice.below(4)) {
                case 0 -> "NOT " + left;
                case 1 -> left + " AND " + predicate(dice, depth - 1);
                case 2 -> left + " OR " + predicate(dice, depth - 1);
                default -> "(" + left + ")";
            };
        }
        String path = pick(
                dice, "n", "s", "b", "at", "data.n", "data.a.0", "ref.n", "ref.ref.s", "\"order\"", "missing", "id");
        return switch (dice.below(6)) {
            case 0 -> path + " IN (" + literal(dice) + ", " + literal(dice) + ")";
            case 1 -> path + " BETWEEN " + literal(dice) + " AND " + literal(dice);
            case 2 -> path + " IS NOT NULL";
            case 3 -> path + pick(dice, " LIKE ", " ILIKE ") + pick(dice, "'%'", "'_'", "'%B%'", "'O''%'", "''");
            default -> path + pick(dice, " = ", " <> ", " < ", " <= ", " > ", " >= ") + literal(dice);
        };
    }

    private static String literal(Dice dice) {
        return pick(
                dice,
                "1",
                "-1",
                "0",
                "1.5",
                "9",
                "'9'",
                "'a'",
                "''",
                "NULL",
                "TRUE",
                "FALSE",
                "1e0",
                "'1970-01-01'",
                "s",
                "n");
    }

    private static String pick(Dice dice, String... choices) {
        return choices[dice.below(choices.length)];
    }

    private void orders() {
        for (String text : TEXTS) {
            if (!text.contains("ORDER")) {
                continue;
            }
            Query query = AnkQl.parse(text);
            Ordering ordering = Ordering.of(query.orderBy());
            List<SortKey> keys =
                    new ArrayList<>(rows.stream().map(ordering::key).toList());
            keys.sort(ordering);
            StringBuilder ids = new StringBuilder();
            keys.forEach(key -> ids.append(key.id().toString(), 0, 10).append(' '));
            out.line("order of " + text, ids.toString());
            String cursor = Cursor.at(query, keys.get(3)).encode();
            out.line("cursor", cursor);
            out.outcome(
                    "cursor reads back", () -> Cursor.decode(cursor).encode().equals(cursor) ? "yes" : "no");
            out.outcome("cut cursor", () -> Cursor.decode(cursor.substring(1)).encode());
        }
    }
}
