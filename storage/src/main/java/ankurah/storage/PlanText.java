package ankurah.storage;

import java.util.ArrayList;
import java.util.List;

/** A plan in words. */
final class PlanText {
    private PlanText() {}

    static String of(Plan plan) {
        StringBuilder text = new StringBuilder(way(plan));
        if (plan.access() == Plan.Access.INDEX || plan.bounded()) {
            text.append(", ").append(count(plan.ranges(), "range"));
        }
        if (plan.merged() > 1) {
            text.append(", ").append(plan.merged()).append(" merged");
        }
        if (plan.backward()) {
            text.append(", backwards");
        }
        text.append("; about ").append(count(plan.estimatedRows(), "row"));
        if (plan.filter() != null) {
            text.append("; filter ").append(plan.filter());
        }
        text.append(order(plan));
        if (plan.limit() != null) {
            text.append("; limit ").append(plan.limit());
        }
        Plan.Real real = plan.real();
        if (real != null) {
            text.append("\nran: ").append(ran(real));
        }
        plan.unfinished().forEach(index -> text.append('\n').append(index));
        return text.toString();
    }

    private static String way(Plan plan) {
        return switch (plan.access()) {
            case NOTHING -> "nothing to read in " + plan.collection();
            case IDS -> (plan.bounded() ? "rows of " : "all rows of ") + plan.collection() + " by id";
            case INDEX -> "index on " + plan.indexes().get(0);
            case UNION -> {
                List<String> parts = new ArrayList<>();
                plan.indexes().forEach(index -> parts.add(index.toString()));
                yield "indexes on " + String.join(" and on ", parts);
            }
        };
    }

    private static String order(Plan plan) {
        return switch (plan.order()) {
            case WALKED -> "; in order";
            case SORTED_IN_GROUPS -> "; sorted where the first columns are equal";
            case SORTED -> plan.limit() == null ? "; sorted" : "; the first ones sorted";
        };
    }

    private static String ran(Plan.Real real) {
        Long looked = real.looked();
        String met = looked == null ? "" : "looked at " + count(looked, "row") + ", ";
        return met + "gave " + real.given();
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
