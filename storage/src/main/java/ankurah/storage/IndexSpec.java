package ankurah.storage;

import ankurah.event.Names;

/** What an index is of: one property of the rows of one collection. A row that lacks the property stands in it as null. */
public record IndexSpec(String collection, String property) implements Comparable<IndexSpec> {
    public IndexSpec {
        Names.requireStored(collection, "collection");
        Names.requireUsable(property, "indexed property");
    }

    @Override
    public int compareTo(IndexSpec other) {
        int order = collection.compareTo(other.collection);
        return order != 0 ? order : property.compareTo(other.property);
    }

    @Override
    public String toString() {
        return collection + "." + property;
    }
}
