package ankurah.core.rules;

import ankurah.core.Principal;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.Evaluator;
import ankurah.query.Operand;
import ankurah.query.Row;
import ankurah.query.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values behind {@code $principal}, {@code $before} and {@code $after}. Nobody in particular has no id, and what is not
 * there is null, so that a comparison with it allows nothing.
 */
record Given(Principal who, @Nullable Row before, @Nullable Row after) implements Template.Givens {
    static final String PRINCIPAL = "$principal";
    static final String BEFORE = "$before";
    static final String AFTER = "$after";

    @Override
    public Operand operand(Operand.Path given) {
        return new Operand.Literal(value(given));
    }

    Value value(Operand.Path given) {
        List<String> steps = given.steps();
        Operand.Path inside = new Operand.Path(steps.subList(1, steps.size()));
        return switch (given.property()) {
            case PRINCIPAL -> principal(inside);
            case BEFORE -> before == null ? Value.NULL : Evaluator.value(inside, before);
            default -> after == null ? Value.NULL : Evaluator.value(inside, after);
        };
    }

    private Value principal(Operand.Path inside) {
        if (inside.property().equals("id")) {
            return who.id().isEmpty() ? Value.NULL : Value.of(who.id());
        }
        return Evaluator.value(inside, new Claims(who));
    }

    /** What is known of a principal, read like a row. */
    private record Claims(Principal who) implements Row {
        @Override
        public EntityId id() {
            throw new IllegalStateException("claims have no id");
        }

        @Override
        public Value get(String claim) {
            return who.claims().getOrDefault(claim, Value.NULL);
        }
    }
}
