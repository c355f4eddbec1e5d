package ankurah.query;

import ankurah.event.AnkurahException;
import ankurah.query.internal.Parser;
import ankurah.query.internal.Printer;

/** AnkQL text to queries and back. docs/ankql.md is the language's page. */
public final class AnkQl {
    private AnkQl() {}

    /** Reads a query within {@link QueryLimits#DEFAULT}; see {@link #parse(String, QueryLimits)}. */
    public static Query parse(String text) {
        return parse(text, QueryLimits.DEFAULT);
    }

    /**
     * Reads a query: a condition, then ORDER BY, LIMIT and AFTER, each of which may be missing. The empty text is
     * {@link Query#ALL}.
     *
     * @throws AnkurahException.Invalid with line, column and a caret: {@code query.syntax}, {@code query.too_long},
     *     {@code query.too_deep}, {@code query.too_many_values}, {@code query.pattern_too_long},
     *     {@code query.parameters_mixed}; for a cursor the codes of {@link Cursor#decode} and {@link Query}
     */
    public static Query parse(String text, QueryLimits limits) {
        return Parser.query(text, limits);
    }

    /** Reads a condition within {@link QueryLimits#DEFAULT}; the empty text is {@link Predicate#TRUE}. */
    public static Predicate parsePredicate(String text) {
        return parsePredicate(text, QueryLimits.DEFAULT);
    }

    /**
     * Reads a condition alone; the empty text is {@link Predicate#TRUE}.
     *
     * @throws AnkurahException.Invalid as {@link #parse(String, QueryLimits)}
     */
    public static Predicate parsePredicate(String text, QueryLimits limits) {
        return Parser.predicate(text, limits);
    }

    /** The one text of a query. {@code parse(print(query))} equals the query, if it is within the limits of a text. */
    public static String print(Query query) {
        return Printer.print(query);
    }

    /** The one text of a condition. {@code parsePredicate(print(predicate))} equals the predicate. */
    public static String print(Predicate predicate) {
        return Printer.print(predicate);
    }
}
