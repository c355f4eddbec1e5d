package ankurah.fuzz;

import ankurah.core.Principal;
import ankurah.core.rules.Explanation;
import ankurah.core.rules.Rules;
import ankurah.core.rules.Sample;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.Evaluator;
import ankurah.query.Truth;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.List;
import java.util.Map;

/** Policy files. What is read answers for everybody, and what it says of a row it says twice. */
public final class RulesTarget {
    private static final Sample ROW = Sample.of("note", Map.of("owner", Value.of("ann"), "n", Value.of(3)));
    private static final Sample OTHER = ROW.with(Map.of("owner", Value.of("bob"), "n", Value.of(3)));
    private static final List<Principal> PEOPLE = List.of(
            Principal.ANONYMOUS,
            Principal.of("ann"),
            new Principal(
                    "bob",
                    Map.of(
                            Principal.ROLES,
                            new Value.List(List.of(Value.of("editor"))),
                            "team",
                            new Value.List(List.of(Value.of("a"), Value.of(1))))));

    private RulesTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        Rules rules;
        try {
            rules = Rules.parse(data.consumeRemainingAsString());
        } catch (AnkurahException.Invalid refused) {
            Target.requireCode(refused);
            return;
        }
        for (Principal who : PEOPLE) {
            Explanation read = rules.explain(who, ROW);
            boolean seen = Evaluator.evaluate(rules.readable(who, "note"), ROW.row()) == Truth.TRUE;
            if (read.isAllowed() != seen) {
                throw new AssertionError(who + " reads by the query's rule: " + seen + ", by the explanation: " + read);
            }
            if (rules.readsEverything(who) && !seen) {
                throw new AssertionError(who + " reads everything, and not this row");
            }
            rules.explainCreate(who, ROW);
            rules.explainDelete(who, ROW);
            rules.explainErase(who, ROW);
            boolean changes = rules.explainUpdate(who, ROW, OTHER).isAllowed();
            if (changes && !seen) {
                throw new AssertionError(who + " changes a row that he may not read");
            }
        }
    }
}
