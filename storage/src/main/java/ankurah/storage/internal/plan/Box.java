package ankurah.storage.internal.plan;

import ankurah.query.Predicate;
import ankurah.query.Restrictions;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the parts into which a predicate falls at its ORs: a row matches the predicate when it matches one of them. A part
 * implies more about single paths than the whole does.
 */
record Box(Predicate where, Restrictions implied) {
    /** A predicate that falls into more is left whole. */
    private static final int MOST = 16;

    /** The parts that a row can match at all. */
    static List<Box> of(Predicate where) {
        List<Predicate> parts = split(where);
        List<Box> boxes = new ArrayList<>();
        for (Predicate part : parts.size() > MOST ? List.of(where) : parts) {
            Restrictions implied = Restrictions.of(part);
            if (!implied.isImpossible()) {
                boxes.add(new Box(part, implied));
            }
        }
        return boxes;
    }

    private static List<Predicate> split(Predicate where) {
        return switch (where) {
            case Predicate.Or or -> {
                List<Predicate> parts = new ArrayList<>();
                for (Predicate part : or.parts()) {
                    parts.addAll(parts.size() > MOST ? List.of(part) : split(part));
                }
                yield parts;
            }
            case Predicate.And and -> distribute(and);
            default -> List.of(where);
        };
    }

    /** Over the first OR alone: one is what people write, and each further one multiplies. */
    private static List<Predicate> distribute(Predicate.And and) {
        for (int i = 0; i < and.parts().size(); i++) {
            if (and.parts().get(i) instanceof Predicate.Or or && or.parts().size() <= MOST) {
                List<Predicate> parts = new ArrayList<>();
                for (Predicate one : or.parts()) {
                    List<Predicate> all = new ArrayList<>(and.parts());
                    all.set(i, one);
                    parts.add(Predicate.allOf(all));
                }
                return parts;
            }
        }
        return List.of(and);
    }
}
