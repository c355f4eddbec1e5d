package ankurah.query.internal;

import ankurah.event.AnkurahException;
import ankurah.query.Operand;
import ankurah.query.Operator;
import ankurah.query.Predicate;
import ankurah.query.Query;
import ankurah.query.QueryLimits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads conditions by operator precedence (V. Pratt, "Top Down Operator Precedence", 1973): an operator binds the operands
 * beside it according to its power. AND and OR collect all their parts in one go, so only parentheses and NOT recurse, and
 * both are counted.
 */
public final class Parser {
    private static final int OR = 1;
    private static final int AND = 2;
    private static final int NOT = 3;
    private static final int COMPARISON = 4;
    private static final String[] COMPARISONS = {"IS", "IN", "LIKE", "ILIKE", "BETWEEN", "NOT"};

    final Lexer lexer;
    private final QueryLimits limits;
    private final LiteralParser literals;
    private int lastPositional;
    private boolean named;
    /** Where a comparison could still follow the path that has been read. */
    private int afterBarePath = -1;

    private Parser(String text, QueryLimits limits, boolean givens) {
        this.lexer = new Lexer(text, givens);
        this.limits = limits;
        this.literals = new LiteralParser(lexer);
        TextCheck.check(text, limits);
        lexer.advance();
    }

    public static Query query(String text, QueryLimits limits) {
        Parser parser = new Parser(text, limits, false);
        return new ClauseParser(parser).query();
    }

    public static Predicate predicate(String text, QueryLimits limits) {
        return predicate(text, limits, false);
    }

    /** @param givens whether paths may begin with {@code $name} */
    public static Predicate predicate(String text, QueryLimits limits, boolean givens) {
        Parser parser = new Parser(text, limits, givens);
        if (parser.lexer.kind == Lexer.Kind.END) {
            return Predicate.TRUE;
        }
        Predicate predicate = parser.condition();
        if (parser.lexer.kind != Lexer.Kind.END) {
            throw parser.expected("AND, OR or the end");
        }
        return predicate;
    }

    Predicate condition() {
        return condition(expression(0, 0)).predicate();
    }

    private Node expression(int power, int depth) {
        Node left = prefix(depth);
        while (true) {
            int infix = infixPower();
            if (infix <= power) {
                return left;
            }
            left = infix == COMPARISON ? comparison(left, depth) : chain(left, infix, depth);
        }
    }

    /** The power of the operator at hand; 0 when there is none. */
    private int infixPower() {
        if (lexer.kind == Lexer.Kind.OPERATOR) {
            return COMPARISON;
        }
        if (lexer.word == null) {
            return 0;
        }
        if (lexer.isWord("AND")) {
            return AND;
        }
        if (lexer.isWord("OR")) {
            return OR;
        }
        for (String comparison : COMPARISONS) {
            if (lexer.isWord(comparison)) {
                return COMPARISON;
            }
        }
        return 0;
    }

    private Node prefix(int depth) {
        int start = lexer.start;
        switch (lexer.kind) {
            case LEFT -> {
                requireDepth(depth + 1, start);
                lexer.advance();
                Node inner = expression(0, depth + 1);
                requireRight("AND, OR or the ) of the parenthesis", inner);
                return inner;
            }
            case PARAMETER -> {
                Operand parameter = parameter();
                lexer.advance();
                return new Node.OfOperand(parameter, start);
            }
            case PATH -> {
                if (lexer.isWord("NOT")) {
                    return not(depth, start);
                }
                return new Node.OfOperand(literals.pathOrLiteral(), start);
            }
            case STRING, NUMBER -> {
                return new Node.OfOperand(new Operand.Literal(literals.plain()), start);
            }
            default -> throw Expected.value(lexer);
        }
    }

    private Node not(int depth, int start) {
        requireDepth(depth + 1, start);
        lexer.advance();
        Node.OfPredicate part = condition(expression(NOT, depth + 1));
        requireDepth(part.depth() + 1, start);
        return new Node.OfPredicate(new Predicate.Not(part.predicate()), start, part.depth() + 1);
    }

    private Operand parameter() {
        boolean positional = lexer.text.charAt(lexer.start) == '?';
        if (positional ? named : lastPositional > 0) {
            throw SyntaxError.at(
                    lexer.text,
                    lexer.start,
                    "query.parameters_mixed",
                    "the query has both ? and :name parameters",
                    "use one sort",
                    null);
        }
        if (!positional) {
            named = true;
            return new Operand.Parameter(lexer.string);
        }
        int number = lexer.string.isEmpty() ? lastPositional + 1 : Integer.parseInt(lexer.string);
        lastPositional = Math.max(lastPositional, number);
        return new Operand.Parameter(Integer.toString(number));
    }

    /** All parts of one AND or OR: no part nests in another, however long the chain is. */
    private Node chain(Node first, int power, int depth) {
        List<Predicate> parts = new ArrayList<>();
        int deepest = 0;
        Node next = first;
        while (true) {
            Node.OfPredicate part = condition(next);
            parts.add(part.predicate());
            boolean joins =
                    power == AND ? part.predicate() instanceof Predicate.And : part.predicate() instanceof Predicate.Or;
            deepest = Math.max(deepest, joins ? part.depth() : part.depth() + 1);
            requireDepth(deepest, part.start());
            if (infixPower() != power) {
                Predicate joined = power == AND ? new Predicate.And(parts) : new Predicate.Or(parts);
                return new Node.OfPredicate(joined, first.start(), deepest);
            }
            lexer.advance();
            next = expression(power, depth);
        }
    }

    private Node comparison(Node leftNode, int depth) {
        Operand left = operand(leftNode);
        int start = leftNode.start();
        if (lexer.kind == Lexer.Kind.OPERATOR) {
            Operator operator = lexer.operator;
            lexer.advance();
            return leaf(new Predicate.Comparison(left, operator, operand(depth)), start);
        }
        if (lexer.isWord("IS")) {
            return isNull(left, start);
        }
        boolean negated = lexer.isWord("NOT");
        int notStart = lexer.start;
        if (negated) {
            lexer.advance();
        }
        Predicate predicate;
        if (lexer.isWord("IN")) {
            predicate = in(left, depth);
        } else if (lexer.isWord("BETWEEN")) {
            predicate = between(left, depth);
        } else if (lexer.isWord("LIKE") || lexer.isWord("ILIKE")) {
            predicate = like(left, depth);
        } else {
            throw Expected.after(lexer, "IN, BETWEEN, LIKE or ILIKE behind NOT");
        }
        if (!negated) {
            return leaf(predicate, start);
        }
        requireDepth(1, notStart);
        return new Node.OfPredicate(new Predicate.Not(predicate), start, 1);
    }

    private static Node leaf(Predicate predicate, int start) {
        return new Node.OfPredicate(predicate, start, 0);
    }

    private Node isNull(Operand operand, int start) {
        lexer.advance();
        boolean negated = lexer.isWord("NOT");
        if (negated) {
            lexer.advance();
        }
        if (!lexer.isWord("NULL")) {
            throw Expected.nullBehindIs(lexer);
        }
        lexer.advance();
        Predicate isNull = new Predicate.IsNull(operand);
        return negated ? new Node.OfPredicate(new Predicate.Not(isNull), start, 1) : leaf(isNull, start);
    }

    private Predicate in(Operand operand, int depth) {
        lexer.advance();
        if (lexer.kind != Lexer.Kind.LEFT) {
            throw Expected.after(lexer, "( and the values of the IN, as in IN (1, 2)");
        }
        lexer.advance();
        List<Operand> options = new ArrayList<>();
        while (lexer.kind != Lexer.Kind.RIGHT || !options.isEmpty()) {
            if (options.size() == limits.inValues()) {
                throw SyntaxError.at(
                        lexer.text,
                        lexer.start,
                        "query.too_many_values",
                        "an IN has at most " + limits.inValues() + " values",
                        null,
                        null);
            }
            options.add(operand(depth));
            if (lexer.kind != Lexer.Kind.COMMA) {
                break;
            }
            lexer.advance();
        }
        requireRight(", or ) in the list of values", null);
        return new Predicate.In(operand, options);
    }

    private Predicate between(Operand operand, int depth) {
        lexer.advance();
        Operand low = operand(depth);
        if (!lexer.isWord("AND")) {
            throw Expected.after(lexer, "AND and the upper bound of the BETWEEN");
        }
        lexer.advance();
        return new Predicate.Between(operand, low, operand(depth));
    }

    private Predicate like(Operand operand, int depth) {
        boolean ignoreCase = lexer.isWord("ILIKE");
        lexer.advance();
        int start = lexer.start;
        Operand pattern = operand(depth);
        if (lexer.isWord("ESCAPE")) {
            pattern = LikeEscape.read(lexer, pattern);
        }
        try {
            return new Predicate.Like(operand, pattern, ignoreCase);
        } catch (AnkurahException.Invalid tooLong) {
            throw SyntaxError.at(
                    lexer.text, start, tooLong.code(), String.valueOf(tooLong.getMessage()), null, tooLong);
        }
    }

    private Operand operand(int depth) {
        return operand(expression(COMPARISON, depth));
    }

    private Operand operand(Node node) {
        if (node instanceof Node.OfOperand value) {
            return value.operand();
        }
        throw lexer.error(
                node.start(), "this is a condition where a value is compared", "join conditions with AND or OR");
    }

    private Node.OfPredicate condition(Node node) {
        return switch (node) {
            case Node.OfPredicate predicate -> predicate;
            case Node.OfOperand value -> {
                @Nullable Predicate condition = value.asCondition();
                if (condition == null) {
                    throw Expected.condition(lexer, value);
                }
                afterBarePath = lexer.start;
                yield new Node.OfPredicate(condition, value.start(), 0);
            }
        };
    }

    private void requireRight(String expected, @Nullable Node before) {
        if (lexer.kind != Lexer.Kind.RIGHT) {
            afterBarePath = before instanceof Node.OfOperand ? lexer.start : afterBarePath;
            throw expected(expected);
        }
        lexer.advance();
    }

    /** Says that something was due behind a condition. */
    AnkurahException expected(String expected) {
        return Expected.after(lexer, afterBarePath == lexer.start ? "a comparison, " + expected : expected);
    }

    private void requireDepth(int depth, int offset) {
        if (depth > limits.depth()) {
            throw SyntaxError.at(
                    lexer.text,
                    offset,
                    "query.too_deep",
                    "parentheses, AND, OR and NOT nest deeper than " + limits.depth() + " levels",
                    null,
                    null);
        }
    }
}
