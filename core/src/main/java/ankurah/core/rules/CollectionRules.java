package ankurah.core.rules;

import ankurah.query.Operand;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a collection.
 *
 * @param properties who may write a property, beside being allowed to write the row; {@code *} for those not named
 */
record CollectionRules(Map<Action, RuleSet> actions, Map<String, RuleSet> properties) {
    static final String OTHERS = "*";

    CollectionRules {
        actions = Map.copyOf(actions);
        properties = Map.copyOf(properties);
    }

    RuleSet of(Action action, String collection) {
        RuleSet rules = actions.get(action);
        return rules != null ? rules : new RuleSet(collection + "." + action.word(), List.of());
    }

    /** Null if everybody who may write the row may write the property. */
    @Nullable
    RuleSet property(String name) {
        RuleSet own = properties.get(name);
        return own != null ? own : properties.get(OTHERS);
    }

    /** What can be done with a row, and what a rule about it may speak of. */
    enum Action {
        READ,
        CREATE,
        UPDATE,
        DELETE,
        ERASE;

        List<String> givens() {
            return switch (this) {
                case READ -> List.of(Given.PRINCIPAL);
                case CREATE -> List.of(Given.PRINCIPAL, Given.AFTER);
                case UPDATE -> List.of(Given.PRINCIPAL, Given.BEFORE, Given.AFTER);
                case DELETE, ERASE -> List.of(Given.PRINCIPAL, Given.BEFORE);
            };
        }

        boolean allows(Operand.Path given) {
            return givens().contains(given.property()) && given.steps().size() > 1;
        }

        String word() {
            return switch (this) {
                case READ -> "read";
                case CREATE -> "create";
                case UPDATE -> "update";
                case DELETE -> "delete";
                case ERASE -> "erase";
            };
        }
    }
}
