package ankurah.core.internal.live;

import ankurah.event.internal.Lists;
import ankurah.query.Operand;
import ankurah.query.Predicate;
import ankurah.query.Restrictions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Derives where the feeds of a predicate may be filed. One path that every row is restricted on is enough, so a
 * conjunction leaves a choice. A disjunction is filed under each of its parts, if each can be filed at all.
 */
final class Filings {
    /** How many disjunctions within one another are taken apart. */
    private static final int LEVELS = 3;

    private static final Comparator<Operand.Path> BY_NAME =
            Comparator.comparing(path -> String.join(".", path.steps()));

    private final boolean follows;

    private Filings(boolean follows) {
        this.follows = follows;
    }

    /**
     * The choices; none when the feed can only be met by every commit of its collection.
     *
     * @param follows whether paths that go on behind their property may lead to other entities; these tell nothing
     */
    static List<Filing> of(Predicate where, boolean follows) {
        return new Filings(follows).of(where, LEVELS);
    }

    private List<Filing> of(Predicate where, int levels) {
        Restrictions restrictions = Restrictions.of(where);
        if (restrictions.isImpossible()) {
            return List.of(Filing.NOWHERE);
        }
        List<Filing> choices = new ArrayList<>();
        for (Operand.Path path : sorted(restrictions.paths())) {
            if (path.isProperty() || !follows) {
                choices.add(Filing.on(path, restrictions.on(path)));
            }
        }
        if (levels > 0) {
            List<List<Predicate>> disjunctions = new ArrayList<>();
            collectDisjunctions(where, true, disjunctions);
            for (List<Predicate> parts : disjunctions) {
                Filing each = underEach(parts, levels - 1);
                if (each != null) {
                    choices.add(each);
                }
            }
        }
        return choices;
    }

    private static List<Operand.Path> sorted(Set<Operand.Path> paths) {
        List<Operand.Path> sorted = new ArrayList<>(paths);
        sorted.sort(BY_NAME);
        return sorted;
    }

    private @Nullable Filing underEach(List<Predicate> parts, int levels) {
        List<Filing.Slot> slots = new ArrayList<>();
        for (Predicate part : parts) {
            Filing best = cheapest(of(part, levels), (path, interval) -> 0);
            if (best.everywhere()) {
                return null;
            }
            slots.addAll(best.slots());
        }
        return new Filing(List.copyOf(slots), false);
    }

    /** The first of the cheapest; {@link Filing#EVERYWHERE} when there is no choice. */
    static Filing cheapest(List<Filing> choices, Filing.Neighbours neighbours) {
        Filing best = Filing.EVERYWHERE;
        long bestCost = Long.MAX_VALUE;
        for (Filing choice : choices) {
            long cost = choices.size() == 1 ? 0 : choice.cost(neighbours);
            if (cost < bestCost) {
                best = choice;
                bestCost = cost;
            }
        }
        return best;
    }

    /** The disjunctions that every row must fulfil. NOT turns AND into OR (De Morgan). */
    private static void collectDisjunctions(Predicate predicate, boolean wanted, List<List<Predicate>> into) {
        switch (predicate) {
            case Predicate.Not not -> collectDisjunctions(not.part(), !wanted, into);
            case Predicate.And and -> collect(and.parts(), wanted, wanted, into);
            case Predicate.Or or -> collect(or.parts(), wanted, !wanted, into);
            default -> {}
        }
    }

    private static void collect(List<Predicate> parts, boolean wanted, boolean all, List<List<Predicate>> into) {
        if (all) {
            parts.forEach(part -> collectDisjunctions(part, wanted, into));
        } else {
            into.add(wanted ? parts : Lists.map(parts, Predicate.Not::new));
        }
    }
}
