package ankurah.core.model;

import ankurah.core.internal.schema.Nearest;
import ankurah.event.AnkurahException;
import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.query.Operand;
import ankurah.query.Query;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The paths of queries on a model. A path that leads nowhere is a mistake, unlike in a query on an unknown collection. Text
 * names properties as programs see them, typed fields as they are stored.
 */
final class ModelPaths {
    private final ModelDescriptor model;

    ModelPaths(ModelDescriptor model) {
        this.model = model;
    }

    /** The query by stored names. */
    Query fromText(Query shown) {
        return shown.mapPaths(path -> resolve(path, false));
    }

    /** The query, if all its paths lead somewhere. */
    Query fromFields(Query stored) {
        return stored.mapPaths(path -> resolve(path, true));
    }

    private Operand.Path resolve(Operand.Path path, boolean stored) {
        List<String> steps = new ArrayList<>(path.steps());
        ModelDescriptor at = model;
        for (int i = 0; i < steps.size(); i++) {
            String step = steps.get(i);
            boolean last = i == steps.size() - 1;
            if (step.equals(Names.ID)) {
                requireEnd(last, step, "an id", path);
                break;
            }
            Property<?> property = stored ? at.stored(step) : at.named(step);
            if (property == null) {
                throw unknown(at, step, stored);
            }
            steps.set(i, property.stored());
            ModelDescriptor target = target(property);
            if (target == null) {
                requireEnd(last || isDeep(property), step, property.type().description(), path);
                break;
            }
            at = target;
        }
        return new Operand.Path(steps);
    }

    private static @Nullable ModelDescriptor target(Property<?> property) {
        return property.type() instanceof RefType<?> ref ? ref.target() : null;
    }

    private static boolean isDeep(Property<?> property) {
        Value.Kind kind = property.type().kind();
        return kind == Value.Kind.JSON || kind == Value.Kind.LIST;
    }

    private static void requireEnd(boolean ends, String step, String what, Operand.Path path) {
        if (!ends) {
            throw new AnkurahException.Invalid(
                    "query.no_way_in",
                    "'" + step + "' is " + what + ", which has nothing inside: " + String.join(".", path.steps()));
        }
    }

    private static AnkurahException unknown(ModelDescriptor at, String step, boolean stored) {
        List<String> names = new ArrayList<>();
        at.properties().forEach(property -> names.add(stored ? property.stored() : property.name()));
        String nearest = Nearest.of(names, step);
        return new AnkurahException.Invalid(
                "query.unknown_property",
                at.name() + " has no property '" + step + "'; "
                        + (nearest != null
                                ? "did you mean '" + nearest + "'?"
                                : "it has " + (names.isEmpty() ? "none" : String.join(", ", names))));
    }
}
