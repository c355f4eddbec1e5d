package ankurah.core.internal.schema;

import ankurah.core.Catalog;
import ankurah.core.Indexes;
import ankurah.core.model.ModelDescriptor;
import ankurah.core.model.Property;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.OrderBy;
import ankurah.storage.IndexSpec;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The models that programs use on one node. Each is checked against what is stored when it is first used, and again when
 * the catalog has grown, so that a model that does not fit is refused before anything is written with it.
 */
public final class Declarations {
    private final ConcurrentHashMap<ModelDescriptor, Catalog> checked = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Boolean> collections = new ConcurrentHashMap<>();

    /**
     * Declares the model's indexes, too, when it is first used.
     *
     * @throws AnkurahException.Conflict {@code schema.*} if the model cannot read the rows that are there
     */
    @SuppressWarnings("ReferenceEquality") // the same catalog is found at once; an equal one is merely checked again
    public void declare(ModelDescriptor model, Catalog catalog, Indexes indexes) {
        if (checked.get(model) == catalog) {
            return;
        }
        for (Property<?> property : model.properties()) {
            check(model, property, catalog);
        }
        collections.put(model.collection(), true);
        if (checked.put(model, catalog) == null) {
            for (List<OrderBy> columns : model.indexes()) {
                indexes.declare(new IndexSpec(model.collection(), columns));
            }
        }
    }

    /** Whether a program knows the collection, whatever is stored of it. */
    public boolean contains(String collection) {
        return collections.containsKey(collection);
    }

    private static void check(ModelDescriptor model, Property<?> property, Catalog catalog) {
        Catalog.Property known = catalog.property(model.collection(), property.stored());
        if (known != null) {
            requireReadable(model, property, known);
        } else if (property.mustBeStored() && hasRows(catalog, model.collection())) {
            throw new AnkurahException.Conflict(
                    "schema.required_without_default",
                    "'" + property.name() + "' of " + model.name() + " is new and has to have a value, but '"
                            + model.collection() + "' has rows without it: write @Default(\"...\") or @Nullable");
        }
    }

    /** A collection is known from its first event, and a property from the first event that writes it. */
    private static boolean hasRows(Catalog catalog, String collection) {
        return catalog.contains(collection);
    }

    private static void requireReadable(ModelDescriptor model, Property<?> property, Catalog.Property known) {
        if (!known.dataType().equals(property.dataType())) {
            throw new AnkurahException.Conflict(
                    "schema.other_data_type",
                    "'" + property.name() + "' of " + model.name() + " is of the data type " + property.dataType()
                            + ", but in rows of '" + model.collection() + "' it is of " + known.dataType()
                            + ": give the property another name");
        }
        Set<Value.Kind> others = known.kinds().stream()
                .filter(kind -> !isReadable(property.type().kind(), kind))
                .collect(Collectors.toSet());
        if (!others.isEmpty()) {
            throw new AnkurahException.Conflict(
                    "schema.other_type",
                    "'" + property.name() + "' of " + model.name() + " is "
                            + property.type().description()
                            + ", but rows of '" + model.collection() + "' hold "
                            + others.stream()
                                    .sorted()
                                    .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                                    .collect(Collectors.joining(", "))
                            + " there: give the property another name");
        }
    }

    private static boolean isReadable(Value.Kind wanted, Value.Kind stored) {
        return stored == Value.Kind.NULL || stored == wanted || wanted.isNumeric() && stored.isNumeric();
    }
}
