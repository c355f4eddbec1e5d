package ankurah.core.rules;

import ankurah.event.JsonText;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes rules in Java; what comes out is the JSON of docs/policy.md, and is read like it. Calls add ways to be allowed. */
public final class RulesBuilder {
    private final Map<String, Map<String, List<Value>>> collections = new TreeMap<>();
    private final Map<String, Map<String, List<Value>>> properties = new TreeMap<>();

    RulesBuilder() {}

    /** Everybody may. */
    public RulesBuilder allow(String action, String collection) {
        return add(action, collection, Value.TRUE);
    }

    /** Everybody may whose row, and who, fulfils a condition. */
    public RulesBuilder allow(String action, String collection, String where) {
        return add(action, collection, Value.of(where));
    }

    /** Whoever has a role may. */
    public RulesBuilder allowRole(String role, String action, String collection) {
        return add(action, collection, new Value.Obj(Map.of("role", Value.of(role))));
    }

    /** Whoever has a role may, where a condition is fulfilled. */
    public RulesBuilder allowRole(String role, String action, String collection, String where) {
        return add(action, collection, new Value.Obj(Map.of("role", Value.of(role), "where", Value.of(where))));
    }

    /** Of those who may write a row, those may write the property who fulfil this, or another such call. */
    public RulesBuilder property(String collection, String property, String where) {
        return addProperty(collection, property, Value.of(where));
    }

    /** Of those who may write a row, those may write the property who have a role. */
    public RulesBuilder propertyForRole(String role, String collection, String property) {
        return addProperty(collection, property, new Value.Obj(Map.of("role", Value.of(role))));
    }

    private RulesBuilder add(String action, String collection, Value rule) {
        collections
                .computeIfAbsent(collection, name -> new TreeMap<>())
                .computeIfAbsent(action, word -> new ArrayList<>())
                .add(rule);
        return this;
    }

    private RulesBuilder addProperty(String collection, String property, Value rule) {
        collections.computeIfAbsent(collection, name -> new TreeMap<>());
        properties
                .computeIfAbsent(collection, name -> new TreeMap<>())
                .computeIfAbsent(property, name -> new ArrayList<>())
                .add(rule);
        return this;
    }

    /** The policy's JSON. */
    public String json() {
        Map<String, Value> all = new TreeMap<>();
        collections.forEach((collection, actions) -> {
            Map<String, Value> fields = lists(actions);
            Map<String, List<Value>> its = properties.get(collection);
            if (its != null) {
                fields.put("properties", new Value.Obj(lists(its)));
            }
            all.put(collection, new Value.Obj(fields));
        });
        return JsonText.print(new Value.Json(
                new Value.Obj(Map.of("format", Value.of(RulesReader.FORMAT), "collections", new Value.Obj(all)))));
    }

    private static Map<String, Value> lists(Map<String, List<Value>> rules) {
        Map<String, Value> lists = new TreeMap<>();
        rules.forEach((name, some) -> lists.put(name, new Value.List(some)));
        return lists;
    }

    /** @throws ankurah.event.AnkurahException.Invalid {@code policy.invalid} */
    public Rules build() {
        return Rules.parse(json());
    }
}
