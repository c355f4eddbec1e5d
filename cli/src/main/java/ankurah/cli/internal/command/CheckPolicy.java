package ankurah.cli.internal.command;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Option;
import ankurah.cli.internal.args.Syntax;
import ankurah.cli.internal.input.JsonArgument;
import ankurah.cli.internal.output.Terminal;
import ankurah.cli.internal.serve.PolicyFile;
import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.Principal;
import ankurah.core.rules.Explanation;
import ankurah.core.rules.Rules;
import ankurah.core.rules.Sample;
import ankurah.core.rules.Samples;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.JsonText;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code ankurah policy}. */
final class CheckPolicy implements Command {
    private static final String AS = "as";
    private static final String QUERY = "query";
    private static final String WRITE = "write";
    private static final String DELETE = "delete";
    private static final String ID = "id";
    private static final String ROW = "row";
    private static final int MOST_ROWS = 1_000;

    @Override
    public Syntax syntax() {
        return new Syntax(
                "policy",
                "check a policy file, and say what it allows, and why",
                List.of("check", "FILE"),
                List.of(
                        Option.optional(
                                AS, "CLAIMS", "as whom: {\"id\": \"ann\", \"roles\": [\"editor\"]} (default: nobody)"),
                        Option.optional(Targets.COLLECTION, "NAME", "the collection"),
                        Option.optional(QUERY, "ANKQL", "may these rows be read?"),
                        Option.optional(WRITE, "JSON", "may a row be created like this, or --id be changed by this?"),
                        Option.flag(DELETE, "may --id, or --row, be deleted?"),
                        Option.optional(ID, "ID", "the row to read, change or delete"),
                        Option.optional(ROW, "JSON", "instead of --id, a row that is nowhere but here"),
                        Targets.TYPES_OPTION,
                        Targets.SERVER_OPTION,
                        Targets.TOKEN_OPTION,
                        Targets.DATA_OPTION),
                """
                Says of each row, or of the write, whether it is allowed, which rules were looked at, and what stood in the
                places of their conditions. Exit codes: 0 all allowed, 1 something refused, 2 the file is not understood.
                Nothing is written.
                example: ankurah policy check policy.json --as '{"id": "ann"}' --collection note --query "" --data data
                """);
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) {
        if (!arguments.operand(0).equals("check")) {
            throw arguments.usage("write 'policy check FILE', not '" + arguments.operand(0) + "'");
        }
        Rules rules = PolicyFile.read(arguments.operand(1));
        List<Explanation> all = explain(arguments, rules);
        if (all.isEmpty() && !arguments.has(QUERY)) {
            terminal.out().lineNow("the policy is sound: " + rules.version());
        }
        all.forEach(explanation -> terminal.out().lineNow(explanation.toString()));
        return all.stream().allMatch(Explanation::isAllowed) ? Exit.DONE : Exit.FAILED;
    }

    private static List<Explanation> explain(Arguments arguments, Rules rules) {
        boolean asks = arguments.has(QUERY) || arguments.has(WRITE) || arguments.has(DELETE);
        if (!asks && !arguments.has(ROW) && !arguments.has(ID)) {
            return List.of();
        }
        Principal who = principal(arguments);
        if (arguments.has(ROW) || arguments.has(WRITE) && !arguments.has(ID)) {
            return List.of(nowhere(arguments, rules, who));
        }
        try (Session session = Targets.open(arguments)) {
            return arguments.has(QUERY)
                    ? rows(arguments, rules, who, session)
                    : List.of(one(arguments, rules, who, session.context()));
        }
    }

    /** Rows that are made up refer to nothing. */
    private static Explanation nowhere(Arguments arguments, Rules rules, Principal who) {
        String collection = arguments.requiredOption(Targets.COLLECTION);
        Samples samples = new Samples();
        String row = arguments.option(ROW);
        if (row == null) {
            return rules.explainCreate(who, samples.row(collection, values(arguments, WRITE)));
        }
        Sample before = samples.row(collection, values(arguments, ROW));
        if (arguments.has(WRITE)) {
            return rules.explainUpdate(who, before, samples.changed(before, values(arguments, WRITE)));
        }
        return arguments.has(DELETE) ? rules.explainDelete(who, before) : rules.explain(who, before);
    }

    private static List<Explanation> rows(Arguments arguments, Rules rules, Principal who, Session session) {
        String collection = arguments.requiredOption(Targets.COLLECTION);
        Context context = session.contextOf(collection);
        List<Explanation> all = new ArrayList<>();
        for (Entity row : context.query(collection, limited(arguments.requiredOption(QUERY)))) {
            all.add(rules.explain(who, sample(row, context)));
        }
        return all;
    }

    private static Query limited(String ankql) {
        Query query = AnkQl.parse(ankql);
        Integer limit = query.limit();
        return limit != null && limit < MOST_ROWS ? query : query.withLimit(MOST_ROWS);
    }

    private static Explanation one(Arguments arguments, Rules rules, Principal who, Context context) {
        Entity entity = context.get(Ids.read(arguments, arguments.requiredOption(ID)));
        Sample before = sample(entity, context);
        if (arguments.has(DELETE)) {
            return rules.explainDelete(who, before);
        }
        if (!arguments.has(WRITE)) {
            return rules.explain(who, before);
        }
        Map<String, Value> after = new TreeMap<>(entity.values());
        after.putAll(values(arguments, WRITE));
        return rules.explainUpdate(who, before, before.with(after));
    }

    private static Sample sample(Entity row, Context context) {
        return Sample.of(row, id -> find(id, context));
    }

    private static @Nullable Entity find(EntityId id, Context context) {
        return context.find(id).orElse(null);
    }

    private static Map<String, Value> values(Arguments arguments, String option) {
        return JsonArgument.read(arguments, arguments.requiredOption(option), arguments.option(Targets.TYPES));
    }

    private static Principal principal(Arguments arguments) {
        String claims = arguments.option(AS);
        if (claims == null) {
            return Principal.ANONYMOUS;
        }
        try {
            if (JsonText.parse(claims) instanceof Value.Obj object) {
                Map<String, Value> rest = new TreeMap<>();
                object.fields()
                        .forEach((name, value) ->
                                rest.put(name, value instanceof Value.Obj ? new Value.Json(value) : value));
                Value id = rest.remove(ID);
                return new Principal(id instanceof Value.Str text ? text.value() : "", rest);
            }
        } catch (AnkurahException.Invalid malformed) {
            throw arguments.usage("--as is a JSON object: " + malformed.getMessage());
        }
        throw arguments.usage("--as is a JSON object like {\"id\": \"ann\"}");
    }
}
