package ankurah.web.internal.policy;

import ankurah.core.rules.Explanation;
import ankurah.event.JsonText;
import ankurah.event.Value;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An explanation as JSON. */
final class PolicyAnswer {
    private PolicyAnswer() {}

    static String of(Explanation explanation) {
        return JsonText.print(new Value.Json(new Value.Obj(Map.of(
                "what",
                Value.of(explanation.what()),
                "allowed",
                Value.of(explanation.isAllowed()),
                "allowing",
                list(explanation.allowing().stream().<Value>map(Value::of).toList()),
                "steps",
                list(explanation.steps().stream().map(PolicyAnswer::step).toList()),
                "text",
                Value.of(explanation.toString())))));
    }

    private static Value step(Explanation.Step step) {
        return new Value.Obj(Map.of(
                "place",
                Value.of(step.place()),
                "allowed",
                Value.of(step.isAllowed()),
                "verdicts",
                list(step.verdicts().stream().map(PolicyAnswer::verdict).toList())));
    }

    private static Value verdict(Explanation.Verdict verdict) {
        Map<String, Value> values = new TreeMap<>();
        verdict.values().forEach((path, value) -> values.put(path, Value.of(JsonText.print(value))));
        return new Value.Obj(Map.of(
                "rule",
                Value.of(verdict.rule()),
                "condition",
                Value.of(verdict.text()),
                "outcome",
                Value.of(verdict.outcome().name().toLowerCase(Locale.ROOT)),
                "values",
                new Value.Obj(values)));
    }

    private static Value list(List<Value> items) {
        return new Value.List(items);
    }
}
