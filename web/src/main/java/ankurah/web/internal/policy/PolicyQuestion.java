package ankurah.web.internal.policy;

import ankurah.core.Principal;
import ankurah.core.rules.Explanation;
import ankurah.core.rules.Rules;
import ankurah.core.rules.Sample;
import ankurah.core.rules.Samples;
import ankurah.event.AnkurahException;
import ankurah.event.JsonText;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One question to a policy, and its answer, as JSON: {@code {"as": {"id": "ann"}, "action": "update", "rows": [{"collection": "label",
 * "values": {..}}, ..], "row": 0, "changes": {..}}}. A value is JSON, or one of {@code {"$row": 0}}, a reference to an earlier row,
 * {@code {"$int": "1"}}, {@code {"$instant": "1"}} in microseconds and {@code {"$json": ..}}.
 */
public final class PolicyQuestion {
    private static final String WRONG = "policy.question";

    private final List<Sample> rows = new ArrayList<>();
    private final Samples samples = new Samples();

    private PolicyQuestion() {}

    /** @throws AnkurahException.Invalid {@code policy.invalid} for the policy, {@code policy.question} for the question */
    public static String answer(String policy, String question) {
        Rules rules = Rules.parse(policy);
        if (question.isEmpty()) {
            return "{\"version\":" + JsonText.print(Value.of(rules.version())) + "}";
        }
        if (!(JsonText.parse(question) instanceof Value.Obj asked)) {
            throw wrong("a question is an object");
        }
        return PolicyAnswer.of(new PolicyQuestion().explain(rules, asked));
    }

    private Explanation explain(Rules rules, Value.Obj asked) {
        for (Value row : list(asked, "rows")) {
            if (!(row instanceof Value.Obj object)) {
                throw wrong("a row is an object");
            }
            rows.add(samples.row(text(object, "collection"), values(object(object, "values"))));
        }
        Principal who = principal(object(asked, "as"));
        Sample row = row(asked.fields().get("row"));
        return switch (text(asked, "action")) {
            case "read" -> rules.explain(who, row);
            case "create" -> rules.explainCreate(who, row);
            case "update" -> rules.explainUpdate(who, row, samples.changed(row, values(object(asked, "changes"))));
            case "delete" -> rules.explainDelete(who, row);
            case "erase" -> rules.explainErase(who, row);
            default -> throw wrong("an action is read, create, update, delete or erase");
        };
    }

    private Principal principal(Value.Obj as) {
        Map<String, Value> claims = values(as);
        Value id = claims.remove("id");
        return new Principal(id instanceof Value.Str text ? text.value() : "", claims);
    }

    private Sample row(@Nullable Value index) {
        if (index instanceof Value.Int number && number.value() >= 0 && number.value() < rows.size()) {
            return rows.get((int) number.value());
        }
        throw wrong("there is no such row before");
    }

    private Map<String, Value> values(Value.Obj object) {
        Map<String, Value> values = new LinkedHashMap<>();
        object.fields().forEach((name, value) -> values.put(name, value(value)));
        return values;
    }

    private Value value(Value json) {
        if (json instanceof Value.List list) {
            return new Value.List(list.items().stream().map(this::value).toList());
        }
        if (!(json instanceof Value.Obj object)) {
            return json;
        }
        if (object.fields().size() == 1) {
            Map.Entry<String, Value> only =
                    object.fields().entrySet().iterator().next();
            switch (only.getKey()) {
                case "$row" -> {
                    return Value.of(row(only.getValue()).row().id());
                }
                case "$int" -> {
                    return Value.of(number(only.getValue()));
                }
                case "$instant" -> {
                    return new Value.Instant(number(only.getValue()));
                }
                case "$json" -> {
                    return new Value.Json(only.getValue());
                }
                default -> {
                    // A document like any other.
                }
            }
        }
        return new Value.Json(json);
    }

    private static long number(Value digits) {
        try {
            return Long.parseLong(digits instanceof Value.Str text ? text.value() : "");
        } catch (NumberFormatException none) {
            throw wrong("a whole number of 64 bits is written as its digits");
        }
    }

    private static Value.Obj object(Value.Obj in, String name) {
        if (in.fields().get(name) instanceof Value.Obj object) {
            return object;
        }
        throw wrong("'" + name + "' is an object");
    }

    private static List<Value> list(Value.Obj in, String name) {
        if (in.fields().get(name) instanceof Value.List list) {
            return list.items();
        }
        throw wrong("'" + name + "' is a list");
    }

    private static String text(Value.Obj in, String name) {
        if (in.fields().get(name) instanceof Value.Str text) {
            return text.value();
        }
        throw wrong("'" + name + "' is a text");
    }

    private static AnkurahException wrong(String why) {
        return new AnkurahException.Invalid(WRONG, why);
    }
}
