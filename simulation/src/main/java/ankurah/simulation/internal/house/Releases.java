package ankurah.simulation.internal.house;

import ankurah.core.model.ModelDescriptor;
import ankurah.core.model.Property;
import ankurah.core.model.Types;
import java.util.List;

/** What releases of the house's program make of its things; the first declares nothing. */
final class Releases {
    static final String THING = "thing";
    /** What a later release adds. */
    static final String WEIGHT = "weight";

    private static final Property<?> N = Property.optional("n", Types.LONG);
    private static final Property<?> S = Property.optional("s", Types.STRING);
    private static final Property<?> LABEL =
            Property.optional("label", Types.STRING).storedAs("s");
    private static final Property<?> HEAVY =
            Property.required(WEIGHT, Types.LONG).orElse("1");

    private static final List<ModelDescriptor> MODELS = List.of(
            ModelDescriptor.of("Thing", THING, N, S),
            // It gains a property, and an index.
            ModelDescriptor.of("Thing", THING, N, S, HEAVY).withIndex("n, weight DESC"),
            // One is called otherwise.
            ModelDescriptor.of("Thing", THING, N, LABEL, HEAVY),
            // One is gone.
            ModelDescriptor.of("Thing", THING, LABEL, HEAVY));

    private Releases() {}

    static ModelDescriptor model(int release) {
        return MODELS.get(Math.min(release, MODELS.size()) - 1);
    }
}
