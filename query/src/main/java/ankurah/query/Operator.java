package ankurah.query;

/** The comparisons of AnkQL. */
public enum Operator {
    EQ("="),
    NE("<>"),
    LT("<"),
    LE("<="),
    GT(">"),
    GE(">=");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    /** As AnkQL prints it. */
    public String symbol() {
        return symbol;
    }

    /** Whether it holds for two values whose order is {@code order}, as {@link Comparable#compareTo} gives it. */
    public boolean holds(int order) {
        return switch (this) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
        };
    }

    /** What holds exactly where this does not, among values of one kind: {@code >=} for {@code <}. */
    public Operator negated() {
        return switch (this) {
            case EQ -> NE;
            case NE -> EQ;
            case LT -> GE;
            case LE -> GT;
            case GT -> LE;
            case GE -> LT;
        };
    }

    /** What holds with the sides exchanged: {@code >} for {@code <}. */
    public Operator flipped() {
        return switch (this) {
            case EQ, NE -> this;
            case LT -> GT;
            case LE -> GE;
            case GT -> LT;
            case GE -> LE;
        };
    }
}
