package ankurah.core.internal.schema;

import ankurah.event.AnkurahException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The models that somebody uses, by collection. Any thread may read them. */
public final class DeclaredModels {
    /** More than any program has; what a peer declares must end somewhere. */
    private static final int MOST = 1_000;

    private volatile Map<String, List<DeclaredModel>> byCollection = Map.of();

    /**
     * Adds a model, in place of one of the same name on the same collection.
     *
     * @throws AnkurahException.Unavailable {@code schema.too_many_models}
     */
    public synchronized void add(DeclaredModel model) {
        List<DeclaredModel> there = new ArrayList<>(of(model.collection()));
        boolean replaces = there.removeIf(other -> other.name().equals(model.name()));
        if (!replaces && all().size() >= MOST) {
            throw new AnkurahException.Unavailable(
                    "schema.too_many_models", "at most " + MOST + " models can be declared on one connection or node");
        }
        there.add(model);
        Map<String, List<DeclaredModel>> next = new HashMap<>(byCollection);
        next.put(model.collection(), List.copyOf(there));
        byCollection = Map.copyOf(next);
    }

    public boolean isEmpty() {
        return byCollection.isEmpty();
    }

    public List<DeclaredModel> of(String collection) {
        return byCollection.getOrDefault(collection, List.of());
    }

    public List<DeclaredModel> all() {
        List<DeclaredModel> all = new ArrayList<>();
        byCollection.values().forEach(all::addAll);
        return List.copyOf(all);
    }
}
