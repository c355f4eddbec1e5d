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
}
