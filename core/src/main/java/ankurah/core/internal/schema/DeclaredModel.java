package ankurah.core.internal.schema;

import ankurah.core.Catalog;
import ankurah.core.model.ModelDescriptor;
import ankurah.core.model.Property;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.event.internal.Lists;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a model makes of a collection, as far as the catalog can tell whether that fits. It is the same for a program on a
 * durable node and for one at the other end of a connection.
 *
 * @param name what programs call it
 * @param collection the stored name
 * @param properties by stored name, in the order of the record
 */
public record DeclaredModel(String name, String collection, Map<String, DeclaredProperty> properties) {
    public DeclaredModel {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    public static DeclaredModel of(ModelDescriptor model) {
        Map<String, DeclaredProperty> properties = new LinkedHashMap<>();
        for (Property<?> property : model.properties()) {
            properties.put(
                    property.stored(),
                    new DeclaredProperty(
                            property.name(),
                            property.dataType(),
                            property.type().kind(),
                            property.mustBeStored(),
                            property.type().description()));
        }
        return new DeclaredModel(model.name(), model.collection(), properties);
    }

    /** @throws AnkurahException.Conflict {@code schema.*} if the model cannot read the rows that are there */
    public void requireFit(Catalog catalog) {
        for (String stored : properties.keySet()) {
            requireFit(catalog, stored);
        }
    }

    /** The same for one property; one that the model has not always fits. */
    public void requireFit(Catalog catalog, String stored) {
        DeclaredProperty property = properties.get(stored);
        if (property == null) {
            return;
        }
        Catalog.Property known = catalog.property(collection, stored);
        if (known != null) {
            requireDataType(property, known.dataType(), "in rows of '" + collection + "' it is of ");
            requireReadable(property, known.kinds());
        } else if (property.required() && hasRows(catalog)) {
            throw new AnkurahException.Conflict(
                    "schema.required_without_default",
                    "'" + property.name() + "' of " + name + " is new and has to have a value, but '" + collection
                            + "' has rows without it: write @Default(\"...\") or @Nullable");
        }
    }

    /** A collection is known from its first event, and a property from the first event that writes it. */
    private boolean hasRows(Catalog catalog) {
        return catalog.contains(collection);
    }

    private void requireReadable(DeclaredProperty property, Set<Value.Kind> stored) {
        Set<Value.Kind> others = new TreeSet<>(Lists.filter(stored, kind -> !property.reads(kind)));
        if (!others.isEmpty()) {
            throw new AnkurahException.Conflict(
                    "schema.other_type",
                    "'" + property.name() + "' of " + name + " is " + property.description() + ", but rows of '"
                            + collection + "' hold " + named(others) + " there: give the property another name");
        }
    }

    private void requireDataType(DeclaredProperty property, String dataType, String where) {
        if (!dataType.equals(property.dataType())) {
            throw new AnkurahException.Conflict(
                    "schema.other_data_type",
                    "'" + property.name() + "' of " + name + " is of the data type " + property.dataType() + ", but "
                            + where + dataType + ": give the property another name");
        }
    }

    /**
     * Refuses a write that would make rows unreadable for the model.
     *
     * @param kind the value's; null if only its data type knows
     * @throws AnkurahException.Conflict {@code schema.other_type}, {@code schema.other_data_type}
     */
    public void requireWritable(String stored, String dataType, Value.@Nullable Kind kind) {
        DeclaredProperty property = properties.get(stored);
        if (property == null) {
            return;
        }
        requireDataType(property, dataType, "the commit writes it as ");
        if (kind != null && !property.reads(kind)) {
            throw new AnkurahException.Conflict(
                    "schema.other_type",
                    "'" + property.name() + "' of " + name + " is " + property.description()
                            + ", but the commit writes " + named(Set.of(kind)) + " there");
        }
    }

    /**
     * Refuses a new row after which the model would not fit any more.
     *
     * @param written the stored names of what the row begins with
     * @throws AnkurahException.Conflict {@code schema.required_without_default}
     */
    public void requireComplete(Catalog catalog, Set<String> written) {
        properties.forEach((stored, property) -> {
            if (property.required() && !written.contains(stored) && catalog.property(collection, stored) == null) {
                throw new AnkurahException.Conflict(
                        "schema.required_without_default",
                        "'" + property.name() + "' of " + name + " has to have a value in each row of '" + collection
                                + "', and the commit creates one without it");
            }
        });
    }

    /** Whether a program that uses the model may have made a write. */
    public boolean mayWrite(String stored, String dataType, Value.@Nullable Kind kind) {
        DeclaredProperty property = properties.get(stored);
        return property != null && property.dataType().equals(dataType) && (kind == null || property.reads(kind));
    }

    private static String named(Set<Value.Kind> kinds) {
        return String.join(
                ", ", Lists.map(new TreeSet<>(kinds), kind -> kind.name().toLowerCase(Locale.ROOT)));
    }
}
