package ankurah.core.rules;

import ankurah.core.Principal;
import ankurah.core.rules.CollectionRules.Action;
import ankurah.core.rules.Explanation.Outcome;
import ankurah.event.Value;
import ankurah.query.Evaluator;
import ankurah.query.Operand;
import ankurah.query.Row;
import ankurah.query.Template;
import ankurah.query.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Something a principal does with a row.
 *
 * <p>A condition that speaks of the row without saying which has to be true of the row before and of the row after, if there
 * are both: else one could take a row by writing one's name on it.
 *
 * @param before null if the row begins here
 * @param after null if it is only read, deleted or erased
 * @param written the properties that are written
 */
record Attempt(
        String collection,
        CollectionRules rules,
        Principal who,
        Set<Action> actions,
        @Nullable Row before,
        @Nullable Row after,
        Set<String> written) {

    /** What has to be allowed, in the order in which it is looked at. */
    private List<Needed> needed() {
        List<Needed> needed = new ArrayList<>();
        if (before != null) {
            needed.add(new Needed(rules.of(Action.READ, collection), before, null));
        }
        for (Action action : actions) {
            if (action == Action.CREATE || action == Action.UPDATE) {
                needed.add(new Needed(rules.of(action, collection), before, after));
            } else if (action != Action.READ) {
                needed.add(new Needed(rules.of(action, collection), before, null));
            }
        }
        for (String property : written) {
            RuleSet own = rules.property(property);
            if (own != null) {
                needed.add(new Needed(own, before, after));
            }
        }
        return needed;
    }

    /** Where the rules stand that do not allow it; null if all do. */
    @Nullable
    String refusedBy() {
        for (Needed step : needed()) {
            if (!step.isAllowed()) {
                return step.rules.place();
            }
        }
        return null;
    }

    Explanation explain(String what) {
        List<Explanation.Step> steps = needed().stream().map(Needed::explain).toList();
        return new Explanation(what, steps.stream().allMatch(Explanation.Step::isAllowed), steps);
    }

    /** Rules of which one has to allow. */
    private final class Needed {
        final RuleSet rules;
        private final List<Row> rows = new ArrayList<>(2);
        private final Given given;

        Needed(RuleSet rules, @Nullable Row first, @Nullable Row second) {
            this.rules = rules;
            this.given = new Given(who, before, after);
            if (first != null) {
                rows.add(first);
            }
            if (second != null) {
                rows.add(second);
            }
        }

        boolean isAllowed() {
            for (Rule rule : rules.rules()) {
                if (rule.isFor(who) && truth(rule) == Truth.TRUE) {
                    return true;
                }
            }
            return false;
        }

        private Truth truth(Rule rule) {
            Truth truth = Truth.TRUE;
            for (Row row : rows) {
                truth = truth.and(Evaluator.evaluate(rule.bind(given), row));
            }
            return truth;
        }

        Explanation.Step explain() {
            List<Explanation.Verdict> verdicts = new ArrayList<>();
            for (Rule rule : rules.rules()) {
                Outcome outcome = !rule.isFor(who)
                        ? Outcome.OTHER_ROLE
                        : switch (truth(rule)) {
                            case TRUE -> Outcome.ALLOWS;
                            case FALSE -> Outcome.IS_FALSE;
                            case UNKNOWN -> Outcome.IS_UNKNOWN;
                        };
                verdicts.add(new Explanation.Verdict(rule.name(), text(rule), outcome, values(rule.where())));
            }
            return new Explanation.Step(rules.place(), isAllowed(), verdicts);
        }

        private static String text(Rule rule) {
            if (rule.roles().isEmpty()) {
                return rule.text();
            }
            String role = "role " + String.join(" or ", new TreeSet<>(rule.roles()));
            return rule.where() == null ? role : role + ", " + rule.text();
        }

        private Map<String, Value> values(@Nullable Template where) {
            Map<String, Value> values = new LinkedHashMap<>();
            if (where != null) {
                where.givens().forEach(path -> values.put(name(path), given.value(path)));
                for (int i = 0; i < rows.size(); i++) {
                    String which = rows.size() == 1 ? "" : i == 0 ? "before: " : "after: ";
                    for (Operand.Path path : where.paths()) {
                        values.put(which + name(path), Evaluator.value(path, rows.get(i)));
                    }
                }
            }
            return values;
        }

        private static String name(Operand.Path path) {
            return String.join(".", path.steps());
        }
    }
}
