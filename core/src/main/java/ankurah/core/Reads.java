package ankurah.core;

import ankurah.core.model.ModelDescriptor;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.Query;
import java.util.List;
import java.util.Optional;

/**
 * Reading as one principal: what the policy hides is not there. Reads take no lock and wait for no writer.
 *
 * <p>A query names its collection by the stored name. Text is AnkQL whose {@code ?} are bound to {@code values} in order;
 * empty text means all rows.
 */
public interface Reads {
    /** The entity, if it exists, is not deleted, and may be seen. */
    Optional<Entity> find(EntityId id);

    /** @throws AnkurahException.NotFound {@code entity.not_found} where {@link #find} is empty */
    default Entity get(EntityId id) {
        return find(id).orElseThrow(() -> Missing.entity(id));
    }

    /**
     * The rows a query selects, in its order.
     *
     * @throws AnkurahException.NotFound {@code schema.unknown_collection} for a collection nobody has written to
     */
    List<Entity> query(String collection, Query query);

    /** @throws AnkurahException.Invalid {@code query.*} for a text that is not AnkQL, with the place */
    List<Entity> query(String collection, String ankql, Value... values);

    /**
     * How many rows {@link #query(String, Query)} gives. Where an index has exactly these rows, its entries are counted and
     * no row is read.
     *
     * @throws AnkurahException.NotFound {@code schema.unknown_collection} for a collection nobody has written to
     */
    long count(String collection, Query query);

    /** @throws AnkurahException.Invalid {@code query.*} for a text that is not AnkQL, with the place */
    long count(String collection, String ankql, Value... values);

    /** Whether {@link #query(String, Query)} gives any row. */
    default boolean exists(String collection, Query query) {
        Integer limit = query.limit();
        return count(collection, limit == null ? query.withLimit(1) : query.withLimit(Math.min(1, limit))) > 0;
    }

    /** @throws AnkurahException.Invalid {@code query.*} for a text that is not AnkQL, with the place */
    boolean exists(String collection, String ankql, Value... values);

    /**
     * Tells the node that a program knows a collection: queries on it are sound from now on, even if nothing was ever
     * written to it. Typed collections call this by themselves, each time; it costs nothing once it is done.
     *
     * @throws AnkurahException.Conflict {@code schema.required_without_default}, {@code schema.other_type}, {@code
     *     schema.other_data_type} if the model cannot read the rows that are there
     */
    void declare(ModelDescriptor model);
}
