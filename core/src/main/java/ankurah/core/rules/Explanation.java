package ankurah.core.rules;

import ankurah.event.JsonText;
import ankurah.event.Value;
import java.util.List;
import java.util.Map;

/**
 * Why something is allowed, or not.
 *
 * @param what was asked
 * @param steps each of them has to be allowed
 */
public record Explanation(String what, boolean isAllowed, List<Step> steps) {

    public Explanation {
        steps = List.copyOf(steps);
    }

    /**
     * One thing that was needed.
     *
     * @param place of its rules in the policy, such as {@code note.update}
     * @param verdicts of all its rules; one that allows is enough
     */
    public record Step(String place, boolean isAllowed, List<Verdict> verdicts) {
        public Step {
            verdicts = List.copyOf(verdicts);
        }
    }

    /** What one rule said. */
    public enum Outcome {
        ALLOWS,
        /** Its condition is not true of the row. */
        IS_FALSE,
        /** Its condition compares with something that is not there. */
        IS_UNKNOWN,
        /** It is for roles that the principal does not have. */
        OTHER_ROLE
    }

    /**
     * What one rule said.
     *
     * @param text its condition
     * @param values what stood at the paths of the condition
     */
    public record Verdict(String rule, String text, Outcome outcome, Map<String, Value> values) {
        public Verdict {
            values = Map.copyOf(values);
        }
    }

    /** The names of the rules that allow it; empty if it is refused. */
    public List<String> allowing() {
        return !isAllowed
                ? List.of()
                : steps.stream()
                        .flatMap(step -> step.verdicts().stream())
                        .filter(verdict -> verdict.outcome() == Outcome.ALLOWS)
                        .map(Verdict::rule)
                        .toList();
    }

    /** In words, a line for each rule. */
    @Override
    public String toString() {
        StringBuilder words = new StringBuilder(isAllowed ? "allowed: " : "refused: ").append(what);
        for (Step step : steps) {
            words.append("\n  ").append(step.place).append(step.isAllowed ? ": allowed" : ": refused");
            if (step.verdicts.isEmpty()) {
                words.append(", no rule allows it");
            }
            for (Verdict verdict : step.verdicts) {
                words.append("\n    ")
                        .append(verdict.rule)
                        .append("  ")
                        .append(verdict.text)
                        .append("  -> ");
                words.append(
                        switch (verdict.outcome) {
                            case ALLOWS -> "true";
                            case IS_FALSE -> "false";
                            case IS_UNKNOWN -> "unknown";
                            case OTHER_ROLE -> "for another role";
                        });
                verdict.values.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .forEach(value -> words.append("\n      ")
                                .append(value.getKey())
                                .append(" = ")
                                .append(JsonText.print(value.getValue())));
            }
        }
        return words.toString();
    }
}
