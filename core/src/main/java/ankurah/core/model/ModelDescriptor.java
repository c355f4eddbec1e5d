package ankurah.core.model;

import ankurah.event.AnkurahException;
import ankurah.event.Names;
import ankurah.query.AnkQl;
import ankurah.query.OrderBy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the rows of a collection look like to a program. Immutable; generated code makes one for each model. */
public final class ModelDescriptor {
    private final String name;
    private final String collection;
    private final List<Property<?>> properties;
    private final Map<String, Property<?>> byName = new LinkedHashMap<>();
    private final Map<String, Property<?>> byStored = new LinkedHashMap<>();
    private final List<List<OrderBy>> indexes;

    /** Where a descriptor comes from, so that models may refer to each other in circles. */
    @FunctionalInterface
    public interface Source {
        ModelDescriptor model();
    }

    private ModelDescriptor(String name, String collection, List<Property<?>> properties, List<List<OrderBy>> indexes) {
        this.name = name;
        this.collection = collection;
        this.properties = List.copyOf(properties);
        this.indexes = List.copyOf(indexes);
        for (Property<?> property : properties) {
            Names.requireUsable(property.stored(), "property");
            if (byName.put(property.name(), property) != null || byStored.put(property.stored(), property) != null) {
                throw new AnkurahException.Invalid(
                        "model.property_twice", name + " has '" + property.name() + "' or its stored name twice");
            }
        }
    }

    /**
     * A model.
     *
     * @param name what programs call it
     * @param collection the stored name of the collection
     */
    public static ModelDescriptor of(String name, String collection, Property<?>... properties) {
        Names.requireUsable(collection, "collection");
        return new ModelDescriptor(name, collection, List.of(properties), List.of());
    }

    /** This model with an index, whose columns are as ORDER BY has them: {@code "artist, year DESC"}. */
    public ModelDescriptor withIndex(String columns) {
        List<List<OrderBy>> more = new ArrayList<>(indexes);
        more.add(new ModelPaths(this)
                .fromText(AnkQl.parse("ORDER BY " + columns))
                .orderBy());
        return new ModelDescriptor(name, collection, properties, more);
    }

    /** What programs call it. */
    public String name() {
        return name;
    }

    /** The stored name of the collection. */
    public String collection() {
        return collection;
    }

    public List<Property<?>> properties() {
        return properties;
    }

    /** The indexes, each with its columns in order, by stored names. */
    public List<List<OrderBy>> indexes() {
        return indexes;
    }

    /** The property that programs call so. */
    public @Nullable Property<?> named(String property) {
        return byName.get(property);
    }

    /** The property that is stored so. */
    public @Nullable Property<?> stored(String property) {
        return byStored.get(property);
    }

    @Override
    public String toString() {
        return name + properties;
    }
}
