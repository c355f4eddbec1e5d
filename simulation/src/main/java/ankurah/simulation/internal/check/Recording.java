package ankurah.simulation.internal.check;

import ankurah.core.Catalog;
import ankurah.core.Freshness;
import ankurah.core.Indexes;
import ankurah.core.Platform;
import ankurah.core.Presence;
import ankurah.core.Principal;
import ankurah.core.Schema;
import ankurah.core.SyncStatus;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.internal.gate.Backend;
import ankurah.core.internal.gate.Coverage;
import ankurah.core.internal.gate.EventPages;
import ankurah.core.internal.gate.Ticket;
import ankurah.core.internal.live.Reactor;
import ankurah.core.internal.schema.Declarations;
import ankurah.core.internal.type.TextClients;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.HybridClock;
import ankurah.event.SystemId;
import ankurah.query.Query;
import ankurah.signals.Signal;
import ankurah.storage.EntityState;
import ankurah.storage.Plan;
import ankurah.storage.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands behind a node, with each commit that it is given written down before anybody can see it. */
public record Recording(Backend inner, Ledger ledger, String by, int memory) implements Backend {

    @Override
    public Ticket submit(Commit commit, Principal principal) {
        Written written = ledger.begin(commit, by, memory);
        try {
            Ticket ticket = inner.submit(commit, principal);
            ledger.taken(written, ticket);
            return ticket;
        } catch (AnkurahException e) {
            ledger.failed(written, e);
            throw e;
        }
    }

    @Override
    public SystemId system() {
        return inner.system();
    }

    @Override
    public Principal defaultPrincipal() {
        return inner.defaultPrincipal();
    }

    @Override
    public Platform platform() {
        return inner.platform();
    }

    @Override
    public Fold fold() {
        return inner.fold();
    }

    @Override
    public HybridClock clock() {
        return inner.clock();
    }

    @Override
    public TextClients textClients() {
        return inner.textClients();
    }

    @Override
    public Reactor reactor() {
        return inner.reactor();
    }

    @Override
    public Coverage cover(Principal principal, String collection, Query bound) {
        return inner.cover(principal, collection, bound);
    }

    @Override
    public RowFilter sight(Principal principal) {
        return inner.sight(principal);
    }

    @Override
    public Declarations declarations() {
        return inner.declarations();
    }

    @Override
    public void requireCollection(Catalog catalog, String collection) {
        inner.requireCollection(catalog, collection);
    }

    @Override
    public @Nullable EntityState demand(Principal principal, EntityId id, long deadlineMillis) {
        return inner.demand(principal, id, deadlineMillis);
    }

    @Override
    public Catalog settled(Catalog shown) {
        return inner.settled(shown);
    }

    @Override
    public EventPages history(Principal principal, EntityId id) {
        return inner.history(principal, id);
    }

    @Override
    public Position confirm(Position at) {
        return inner.confirm(at);
    }

    @Override
    public Position positionAt(long epochMillis) {
        return inner.positionAt(epochMillis);
    }

    @Override
    public List<EntityState> statesAt(Position at, Principal principal, List<EntityId> ids) {
        return inner.statesAt(at, principal, ids);
    }

    @Override
    public List<EntityState> rowsAt(Position at, Principal principal, String collection, Query bound) {
        return inner.rowsAt(at, principal, collection, bound);
    }

    @Override
    public Freshness freshness(Principal principal, EntityId id) {
        return inner.freshness(principal, id);
    }

    @Override
    public Presence presence(EntityId entity) {
        return inner.presence(entity);
    }

    @Override
    public Schema schema() {
        return inner.schema();
    }

    @Override
    public Plan explain(Principal principal, String collection, Query bound, boolean run) {
        return inner.explain(principal, collection, bound, run);
    }

    @Override
    public Indexes indexes() {
        return inner.indexes();
    }

    @Override
    public Signal<SyncStatus> syncStatus() {
        return inner.syncStatus();
    }

    @Override
    public void requireOpen() {
        inner.requireOpen();
    }

    @Override
    public void close() {
        inner.close();
    }
}
