package ankurah.core.rules;

import ankurah.core.rules.CollectionRules.Action;
import ankurah.event.AnkurahException;
import ankurah.event.JsonText;
import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.query.Operand;
import ankurah.query.QueryLimits;
import ankurah.query.Template;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a policy from JSON. What is not understood to the last word is refused, with the place: a policy that was misread is
 * worse than none.
 */
final class RulesReader {
    static final String FORMAT = "ankurah-policy-1";

    /** Far below what a query may be, so that a rule fits beside any of them. */
    private static final QueryLimits LIMITS = new QueryLimits(16 * 1024, 16, 1_000);

    private static final int MOST_RULES = 64;

    private RulesReader() {}

    static Map<String, CollectionRules> read(String text) {
        Value root;
        try {
            root = JsonText.parse(text);
        } catch (AnkurahException.Invalid malformed) {
            throw new AnkurahException.Invalid(
                    Rules.INVALID, "the policy is no JSON: " + malformed.getMessage(), malformed);
        }
        Map<String, Value> fields = fields("the policy", root);
        requireWords("the policy", fields, List.of("format", "collections"));
        Value format = fields.get("format");
        if (format != null && !format.equals(Value.of(FORMAT))) {
            throw wrong("format", "expected \"" + FORMAT + "\", or no format, which means the same");
        }
        Value collections = fields.get("collections");
        if (collections == null) {
            throw wrong("the policy", "expected the field 'collections'");
        }
        Map<String, CollectionRules> rules = new TreeMap<>();
        fields("collections", collections).forEach((name, value) -> rules.put(name, collection(name, value)));
        return rules;
    }

    private static CollectionRules collection(String name, Value value) {
        if (!name.equals(CollectionRules.OTHERS)) {
            requireName("collections", name, "collection");
        }
        Map<String, Value> fields = fields("collections." + name, value);
        requireWords(
                "collections." + name,
                fields,
                List.of("read", "write", "create", "update", "delete", "erase", "properties"));
        Map<Action, RuleSet> actions = new EnumMap<>(Action.class);
        for (Action action : Action.values()) {
            boolean own = fields.containsKey(action.word());
            String word = own || action == Action.READ ? action.word() : "write";
            Value rules = fields.get(word);
            if (rules != null) {
                actions.put(action, rules("collections." + name + "." + word, name + "." + word, rules, action));
            }
        }
        Map<String, RuleSet> properties = new TreeMap<>();
        Value some = fields.get("properties");
        if (some != null) {
            fields("collections." + name + ".properties", some).forEach((property, rules) -> {
                if (!property.equals(CollectionRules.OTHERS)) {
                    requireName("collections." + name + ".properties", property, "property");
                }
                String place = ".properties." + property;
                properties.put(
                        property, rules("collections." + name + place, name + "." + property, rules, Action.UPDATE));
            });
        }
        return new CollectionRules(actions, properties);
    }

    private static void requireName(String place, String name, String what) {
        try {
            Names.requireUsable(name, what);
        } catch (AnkurahException.Invalid unusable) {
            throw wrong(place, String.valueOf(unusable.getMessage()));
        }
    }

    private static RuleSet rules(String place, String name, Value value, Action action) {
        if (!(value instanceof Value.List list)) {
            Rule one = rule(place, name, value, action);
            return new RuleSet(name, one == null ? List.of() : List.of(one));
        }
        if (list.items().size() > MOST_RULES) {
            throw wrong(place, "at most " + MOST_RULES + " rules stand beside each other");
        }
        List<Rule> rules = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < list.items().size(); i++) {
            String at = "[" + i + "]";
            Rule rule = rule(place + at, name + at, list.items().get(i), action);
            if (rule != null) {
                if (!names.add(rule.name())) {
                    throw wrong(place + at, "another rule here is called '" + rule.name() + "' too");
                }
                rules.add(rule);
            }
        }
        return new RuleSet(name, rules);
    }

    /** Null for one that allows nothing. */
    private static @Nullable Rule rule(String place, String name, Value value, Action action) {
        return switch (value) {
            case Value.Bool allowed -> allowed.value() ? new Rule(name, Set.of(), null, "true") : null;
            case Value.Str text -> new Rule(name, Set.of(), template(place, text.value(), action), text.value());
            case Value.Obj object -> rule(place, name, object.fields(), action);
            default ->
                throw wrong(place, "a rule is true, false, a condition as text, or an object; or a list of such");
        };
    }

    private static Rule rule(String place, String name, Map<String, Value> fields, Action action) {
        requireWords(place, fields, List.of("name", "role", "roles", "where"));
        if (fields.containsKey("role") && fields.containsKey("roles")) {
            throw wrong(place, "either 'role' or 'roles'");
        }
        Set<String> roles = new LinkedHashSet<>();
        Value role = fields.get("role");
        if (role != null) {
            roles.add(text(place + ".role", role));
        }
        Value several = fields.get("roles");
        if (several != null) {
            if (!(several instanceof Value.List list) || list.items().isEmpty()) {
                throw wrong(place + ".roles", "expected a list of one role or more");
            }
            list.items().forEach(item -> roles.add(text(place + ".roles", item)));
        }
        Value where = fields.get("where");
        if (where == null && roles.isEmpty()) {
            throw wrong(place, "expected 'where', a role, or both");
        }
        Value called = fields.get("name");
        String condition = where == null ? "true" : text(place + ".where", where);
        String its = called == null ? name : name.replaceFirst("\\[[0-9]+]$", "") + "." + text(place + ".name", called);
        return new Rule(
                its,
                Set.copyOf(roles),
                where == null ? null : template(place + ".where", condition, action),
                condition);
    }

    private static Template template(String place, String text, Action action) {
        if (text.isBlank()) {
            throw wrong(place, "a condition without words allows everything; write true if that is meant");
        }
        Template template;
        try {
            template = Template.parse(text, LIMITS);
        } catch (AnkurahException.Invalid malformed) {
            throw new AnkurahException.Invalid(Rules.INVALID, place + ": " + malformed.getMessage(), malformed);
        }
        for (Operand.Path given : template.givens()) {
            if (!action.allows(given)) {
                throw wrong(
                        place,
                        "'" + String.join(".", given.steps()) + "' is not known here; there are "
                                + String.join(", ", action.givens()) + ", each with a point and a name behind it");
            }
        }
        return template;
    }

    private static String text(String place, Value value) {
        if (value instanceof Value.Str text && !text.value().isEmpty()) {
            return text.value();
        }
        throw wrong(place, "expected a text");
    }

    private static Map<String, Value> fields(String place, Value value) {
        if (value instanceof Value.Obj object) {
            return object.fields();
        }
        throw wrong(place, "expected an object");
    }

    private static void requireWords(String place, Map<String, Value> fields, List<String> known) {
        for (String word : fields.keySet()) {
            if (!known.contains(word)) {
                throw wrong(place, "unknown word '" + word + "'; there are " + String.join(", ", known));
            }
        }
    }

    private static AnkurahException wrong(String place, String what) {
        return new AnkurahException.Invalid(Rules.INVALID, place + ": " + what);
    }
}
