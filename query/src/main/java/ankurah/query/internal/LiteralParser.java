package ankurah.query.internal;

import ankurah.event.Value;
import ankurah.event.ValueText;
import ankurah.query.Operand;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads values: plain ones, and {@code date '2020-01-31'} and its like, whose word is known by the quote behind it. */
final class LiteralParser {
    private final Lexer lexer;

    LiteralParser(Lexer lexer) {
        this.lexer = lexer;
    }

    /** The string or number at hand. */
    Value plain() {
        Value value = lexer.kind == Lexer.Kind.NUMBER ? lexer.number : new Value.Str(lexer.string);
        lexer.advance();
        return value;
    }

    Operand pathOrLiteral() {
        @Nullable Value value = wordLiteral(Value.MAX_DEPTH);
        if (value != null) {
            return new Operand.Literal(value);
        }
        if (lexer.isReservedWord()) {
            throw Expected.value(lexer);
        }
        Operand.Path path = new Operand.Path(lexer.steps);
        lexer.advance();
        return path;
    }

    private @Nullable Value wordLiteral(int depthLeft) {
        if (lexer.word == null) {
            return null;
        }
        if (lexer.isWord("NULL")) {
            lexer.advance();
            return Value.NULL;
        }
        if (lexer.isWord("TRUE") || lexer.isWord("FALSE")) {
            boolean truth = lexer.isWord("TRUE");
            lexer.advance();
            return Value.of(truth);
        }
        char next = lexer.peek();
        if (next == '(' && lexer.isWord("LIST")) {
            return list(depthLeft);
        }
        Value.@Nullable Kind kind = next == '\'' ? LiteralWords.kind(lexer.word) : null;
        return kind == null ? null : typed(kind);
    }

    private Value typed(Value.Kind kind) {
        String name = LiteralWords.word(kind);
        lexer.advance();
        @Nullable Value value = ValueText.read(kind, lexer.string);
        if (value == null) {
            throw lexer.error(
                    lexer.start, "this cannot be read as " + name, "an example is " + LiteralWords.example(kind));
        }
        lexer.advance();
        return value;
    }

    private Value list(int depthLeft) {
        if (depthLeft == 0) {
            throw SyntaxError.at(
                    lexer.text,
                    lexer.start,
                    "query.too_deep",
                    "lists nest deeper than " + Value.MAX_DEPTH + " levels",
                    null,
                    null);
        }
        lexer.advance();
        lexer.advance();
        List<Value> items = new ArrayList<>();
        while (lexer.kind != Lexer.Kind.RIGHT || !items.isEmpty()) {
            items.add(item(depthLeft - 1));
            if (lexer.kind != Lexer.Kind.COMMA) {
                break;
            }
            lexer.advance();
        }
        if (lexer.kind != Lexer.Kind.RIGHT) {
            throw Expected.after(lexer, ", or ) in the list");
        }
        lexer.advance();
        return new Value.List(items);
    }

    private Value item(int depthLeft) {
        if (lexer.kind == Lexer.Kind.STRING || lexer.kind == Lexer.Kind.NUMBER) {
            return plain();
        }
        @Nullable Value value = lexer.kind == Lexer.Kind.PATH ? wordLiteral(depthLeft) : null;
        if (value == null) {
            throw Expected.after(lexer, "a value in the list");
        }
        return value;
    }
}
