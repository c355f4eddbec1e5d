package ankurah.query.internal;

import ankurah.query.Operand;
import ankurah.query.OrderBy;
import ankurah.query.Predicate;
import ankurah.query.Query;
import java.util.List;

/** Writes queries so that the parser reads the same query again, with no more parentheses than it takes. */
public final class Printer {
    private static final int OR = 1;
    private static final int AND = 2;
    private static final int NOT = 3;

    private final StringBuilder out = new StringBuilder();
    /** As the parser counts: a plain {@code ?} is one more than the greatest number before it. */
    private int lastPositional;

    private Printer() {}

    public static String print(Query query) {
        Printer printer = new Printer();
        if (!query.where().equals(Predicate.TRUE)) {
            printer.predicate(query.where(), 0);
        }
        if (!query.orderBy().isEmpty()) {
            printer.clause("ORDER BY ").columns(query.orderBy());
        }
        if (query.limit() != null) {
            printer.clause("LIMIT ").out.append(query.limit());
        }
        if (query.after() != null) {
            printer.clause("AFTER '").out.append(query.after().encode()).append('\'');
        }
        return printer.out.toString();
    }

    public static String print(Predicate predicate) {
        Printer printer = new Printer();
        printer.predicate(predicate, 0);
        return printer.out.toString();
    }

    public static String print(List<OrderBy> columns) {
        Printer printer = new Printer();
        printer.columns(columns);
        return printer.out.toString();
    }

    private Printer clause(String keyword) {
        out.append(out.length() == 0 ? "" : " ").append(keyword);
        return this;
    }

    private void columns(List<OrderBy> columns) {
        String separator = "";
        for (OrderBy column : columns) {
            out.append(separator);
            path(column.path());
            out.append(column.descending() ? " DESC" : "");
            boolean usual = column.nullsFirst() != column.descending();
            out.append(usual ? "" : column.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
            separator = ", ";
        }
    }

    private void predicate(Predicate predicate, int power) {
        switch (predicate) {
            case Predicate.Constant constant -> out.append(constant.value() ? "TRUE" : "FALSE");
            case Predicate.Comparison comparison -> {
                operand(comparison.left());
                out.append(' ').append(comparison.operator().symbol()).append(' ');
                operand(comparison.right());
            }
            case Predicate.In in -> in(in, "");
            case Predicate.Between between -> between(between, "");
            case Predicate.Like like -> like(like, "");
            case Predicate.IsNull isNull -> isNull(isNull, "");
            case Predicate.And and -> chain(and.parts(), " AND ", AND, power);
            case Predicate.Or or -> chain(or.parts(), " OR ", OR, power);
            case Predicate.Not not -> not(not.part());
        }
    }

    private void chain(List<Predicate> parts, String connective, int power, int outerPower) {
        out.append(power < outerPower ? "(" : "");
        String separator = "";
        for (Predicate part : parts) {
            out.append(separator);
            predicate(part, power + 1);
            separator = connective;
        }
        out.append(power < outerPower ? ")" : "");
    }

    private void not(Predicate part) {
        switch (part) {
            case Predicate.In in -> in(in, "NOT ");
            case Predicate.Between between -> between(between, "NOT ");
            case Predicate.Like like -> like(like, "NOT ");
            case Predicate.IsNull isNull -> isNull(isNull, "NOT ");
            default -> {
                out.append("NOT ");
                predicate(part, NOT);
            }
        }
    }

    private void in(Predicate.In in, String not) {
        operand(in.operand());
        out.append(' ').append(not).append("IN (");
        String separator = "";
        for (Operand option : in.options()) {
            out.append(separator);
            operand(option);
            separator = ", ";
        }
        out.append(')');
    }

    private void between(Predicate.Between between, String not) {
        operand(between.operand());
        out.append(' ').append(not).append("BETWEEN ");
        operand(between.low());
        out.append(" AND ");
        operand(between.high());
    }

    private void like(Predicate.Like like, String not) {
        operand(like.operand());
        out.append(' ').append(not).append(like.ignoreCase() ? "ILIKE " : "LIKE ");
        operand(like.pattern());
    }

    private void isNull(Predicate.IsNull isNull, String not) {
        operand(isNull.operand());
        out.append(" IS ").append(not).append("NULL");
    }

    private void operand(Operand operand) {
        switch (operand) {
            case Operand.Path path -> path(path);
            case Operand.Literal literal -> LiteralPrinter.print(literal.value(), out);
            case Operand.Parameter parameter -> parameter(parameter);
        }
    }

    private void parameter(Operand.Parameter parameter) {
        if (!parameter.isPositional()) {
            out.append(':').append(parameter.name());
            return;
        }
        int number = Integer.parseInt(parameter.name());
        out.append('?').append(number == lastPositional + 1 ? "" : parameter.name());
        lastPositional = Math.max(lastPositional, number);
    }

    private void path(Operand.Path path) {
        String point = "";
        for (String step : path.steps()) {
            out.append(point);
            boolean bare =
                    Words.isPlainName(step) && !Words.isReserved(step) || !point.isEmpty() && Words.isNumber(step);
            if (bare) {
                out.append(step);
            } else {
                LiteralPrinter.quote(step, '"', out);
            }
            point = ".";
        }
    }
}
