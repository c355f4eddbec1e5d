package ankurah.query.internal;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.Cursor;
import ankurah.query.Operand;
import ankurah.query.OrderBy;
import ankurah.query.Predicate;
import ankurah.query.Query;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a whole query: a condition, ORDER BY, then LIMIT and AFTER. */
final class ClauseParser {
    private final Parser parser;
    private final Lexer lexer;
    private List<OrderBy> orderBy = List.of();
    private @Nullable Integer limit;
    private @Nullable Cursor after;
    private int afterStart;

    ClauseParser(Parser parser) {
        this.parser = parser;
        this.lexer = parser.lexer;
    }

    Query query() {
        Predicate where = lexer.kind == Lexer.Kind.END || isClause() ? Predicate.TRUE : parser.condition();
        if (lexer.isWord("ORDER")) {
            orderBy();
        }
        while (isClause()) {
            if (lexer.isWord("LIMIT") && limit == null) {
                limit();
            } else if (lexer.isWord("AFTER") && after == null) {
                after();
            } else {
                throw lexer.error(
                        lexer.start, "a second " + lexer.word, "the order is: condition, ORDER BY, LIMIT, AFTER");
            }
        }
        if (lexer.kind != Lexer.Kind.END) {
            throw parser.expected(expected());
        }
        return assemble(where);
    }

    private boolean isClause() {
        return lexer.isWord("ORDER") || lexer.isWord("LIMIT") || lexer.isWord("AFTER") && lexer.peek() == '\'';
    }

    private String expected() {
        if (limit != null || after != null) {
            return "the end";
        }
        return orderBy.isEmpty() ? "AND, OR, ORDER BY, LIMIT or the end" : "a comma, LIMIT or the end";
    }

    private Query assemble(Predicate where) {
        try {
            return new Query(where, orderBy, limit, after);
        } catch (AnkurahException.Invalid otherOrder) {
            throw positioned(otherOrder, afterStart);
        }
    }

    private AnkurahException positioned(AnkurahException.Invalid cause, int offset) {
        return SyntaxError.at(lexer.text, offset, cause.code(), String.valueOf(cause.getMessage()), null, cause);
    }

    private void orderBy() {
        lexer.advance();
        if (!lexer.isWord("BY")) {
            throw Expected.after(lexer, "BY behind ORDER");
        }
        List<OrderBy> columns = new ArrayList<>();
        do {
            lexer.advance();
            columns.add(column());
        } while (lexer.kind == Lexer.Kind.COMMA);
        orderBy = columns;
    }

    private OrderBy column() {
        if (lexer.kind != Lexer.Kind.PATH || lexer.isReservedWord()) {
            throw Expected.after(lexer, "a property to order by");
        }
        Operand.Path path = new Operand.Path(lexer.steps);
        lexer.advance();
        boolean descending = lexer.isWord("DESC");
        if (descending || lexer.isWord("ASC")) {
            lexer.advance();
        }
        if (!lexer.isWord("NULLS")) {
            return new OrderBy(path, descending, !descending);
        }
        lexer.advance();
        boolean first = lexer.isWord("FIRST");
        if (!first && !lexer.isWord("LAST")) {
            throw Expected.after(lexer, "FIRST or LAST behind NULLS");
        }
        lexer.advance();
        return new OrderBy(path, descending, first);
    }

    private void limit() {
        lexer.advance();
        if (lexer.kind == Lexer.Kind.PARAMETER) {
            throw lexer.error(lexer.start, "LIMIT takes a number, no parameter", "set it with Query.withLimit");
        }
        boolean sound = lexer.kind == Lexer.Kind.NUMBER
                && lexer.number instanceof Value.Int number
                && number.value() >= 0
                && number.value() <= Integer.MAX_VALUE;
        if (!sound) {
            throw Expected.after(lexer, "a whole number from 0 to " + Integer.MAX_VALUE + " behind LIMIT");
        }
        limit = (int) ((Value.Int) lexer.number).value();
        lexer.advance();
    }

    private void after() {
        lexer.advance();
        afterStart = lexer.start;
        try {
            after = Cursor.decode(lexer.string);
        } catch (AnkurahException.Invalid unreadable) {
            throw positioned(unreadable, afterStart);
        }
        lexer.advance();
    }
}
