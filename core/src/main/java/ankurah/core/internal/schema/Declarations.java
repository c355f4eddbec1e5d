package ankurah.core.internal.schema;

import ankurah.core.Catalog;
import ankurah.core.Indexes;
import ankurah.core.model.ModelDescriptor;
import ankurah.event.AnkurahException;
import ankurah.query.OrderBy;
import ankurah.storage.IndexSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The models that programs use on one node. Each is checked against what is stored when it is first used, and again when
 * the catalog has grown, so that a model that does not fit is refused before anything is written with it.
 */
public final class Declarations {
    private final ConcurrentHashMap<ModelDescriptor, Catalog> checked = new ConcurrentHashMap<>();
    private final DeclaredModels models = new DeclaredModels();
    private final Listener listener;
    /** Why the node's server has refused a model; by collection and name. */
    private volatile Map<String, AnkurahException> refused = Map.of();

    /** Hears of each model when it is first used. Must not suspend. */
    @FunctionalInterface
    public interface Listener {
        void onDeclared(DeclaredModel model);
    }

    public Declarations() {
        this(model -> {});
    }

    public Declarations(Listener listener) {
        this.listener = listener;
    }

    /**
     * Declares the model's indexes, too, when it is first used.
     *
     * @throws AnkurahException.Conflict {@code schema.*} if the model cannot read the rows that are there
     */
    @SuppressWarnings("ReferenceEquality") // the same catalog is found at once; an equal one is merely checked again
    public void declare(ModelDescriptor model, Catalog catalog, Indexes indexes) {
        if (!refused.isEmpty()) {
            requireNotRefused(model);
        }
        if (checked.get(model) == catalog) {
            return;
        }
        DeclaredModel declared = DeclaredModel.of(model);
        declared.requireFit(catalog);
        if (checked.put(model, catalog) == null) {
            models.add(declared);
            listener.onDeclared(declared);
            for (List<OrderBy> columns : model.indexes()) {
                indexes.declare(new IndexSpec(model.collection(), columns));
            }
        }
    }

    /** Whether a program knows the collection, whatever is stored of it. */
    public boolean contains(String collection) {
        return !models.of(collection).isEmpty();
    }

    public DeclaredModels models() {
        return models;
    }

    /** The server has said that a model does not fit what it holds. */
    public synchronized void refuse(String collection, String name, AnkurahException why) {
        Map<String, AnkurahException> next = new HashMap<>(refused);
        next.put(key(collection, name), why);
        refused = Map.copyOf(next);
    }

    /** Forgets what a server has refused: it is about to be asked anew. */
    public synchronized void readmit() {
        refused = Map.of();
    }

    private void requireNotRefused(ModelDescriptor model) {
        AnkurahException why = refused.get(key(model.collection(), model.name()));
        if (why != null) {
            throw new AnkurahException.Conflict(why.code(), String.valueOf(why.getMessage()), why);
        }
    }

    private static String key(String collection, String name) {
        return collection + " " + name;
    }
}
