package ankurah.core.rules;

import ankurah.core.Principal;
import ankurah.query.Predicate;
import java.util.ArrayList;
import java.util.List;

/**
 * The ways to be allowed one thing; without a way nobody is.
 *
 * @param place where they stand in the policy, {@code note.update}
 */
record RuleSet(String place, List<Rule> rules) {

    RuleSet {
        rules = List.copyOf(rules);
    }

    /** What of the rows a principal may have, when that depends on the row and on the principal alone. */
    Predicate condition(Principal who) {
        Given given = new Given(who, null, null);
        List<Predicate> ways = new ArrayList<>(rules.size());
        for (Rule rule : rules) {
            if (rule.isFor(who)) {
                Predicate way = rule.bind(given);
                if (way.equals(Predicate.TRUE)) {
                    return way;
                }
                if (!way.equals(Predicate.FALSE) && !ways.contains(way)) {
                    ways.add(way);
                }
            }
        }
        return Predicate.anyOf(ways);
    }
}
