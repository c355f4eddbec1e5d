package ankurah.text.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Updates that come in. An update is first read through and checked, then integrated while it is read a second time, so
 * malformed bytes change nothing and no struct exists twice in memory.
 *
 * <p>Structs of one client stand in a section, in the order of their clocks. Whatever a struct builds on is integrated
 * before it: if that is in another section, the struct is put on a stack until that section has come far enough; if it is
 * nowhere, all on the stack and all that follows in their sections waits as an update of its own, and is tried again once
 * something it was known to miss has come. Deletions of what is not there yet wait likewise.
 */
public final class Arrivals {
    private final Store store;

    private byte @Nullable [] pendingStructs;
    private IntMap<Integer> missing = new IntMap<>();
    private byte @Nullable [] pendingDeletions;

    Arrivals(Store store) {
        this.store = store;
    }

    public boolean hasPending() {
        return pendingStructs != null || pendingDeletions != null;
    }

    /** An update of the document, with what waits made part of it. */
    byte[] withPending(byte[] update, StateVector known) {
        byte[] all = update;
        if (pendingDeletions != null && pendingStructs != null) {
            return UpdateMerge.merge(List.of(all, pendingDeletions, UpdateMerge.diff(pendingStructs, known)));
        } else if (pendingDeletions != null) {
            return UpdateMerge.merge(List.of(all, pendingDeletions));
        } else if (pendingStructs != null) {
            return UpdateMerge.merge(List.of(all, UpdateMerge.diff(pendingStructs, known)));
        }
        return all;
    }

    /** Applies an update that has been checked, in the transaction under way. */
    public void apply(UpdateLayout first) {
        store.transactions.current().local = false;
        UpdateLayout update = first;
        while (true) {
            StructIntegration structs = new StructIntegration(store, update);
            structs.run();
            boolean again = false;
            byte[] rest = structs.rest();
            if (pendingStructs != null) {
                again = hasArrived();
                if (rest != null) {
                    note(structs);
                    pendingStructs = UpdateMerge.merge(List.of(pendingStructs, rest));
                }
            } else if (rest != null) {
                missing = new IntMap<>();
                note(structs);
                pendingStructs = rest;
            }
            applyDeletions(update);
            byte[] waiting = pendingStructs;
            if (!again || waiting == null) {
                return;
            }
            pendingStructs = null;
            update = UpdateLayout.of(waiting);
        }
    }

    private boolean hasArrived() {
        for (int i = 0; i < missing.size(); i++) {
            if (missing.valueAt(i) < store.clients.state(missing.keyAt(i))) {
                return true;
            }
        }
        return false;
    }

    private void note(StructIntegration structs) {
        IntMap<Integer> more = structs.missing();
        for (int i = 0; i < more.size(); i++) {
            Integer known = missing.get(more.keyAt(i));
            if (known == null || known > more.valueAt(i)) {
                missing.put(more.keyAt(i), more.valueAt(i));
            }
        }
    }

    private void applyDeletions(UpdateLayout update) {
        byte[] rest = apply(update.deletions());
        byte[] waiting = pendingDeletions;
        if (waiting == null) {
            pendingDeletions = rest;
            return;
        }
        byte[] other = apply(UpdateLayout.of(waiting).deletions());
        if (rest != null && other != null) {
            pendingDeletions = UpdateMerge.merge(List.of(rest, other));
        } else {
            pendingDeletions = rest != null ? rest : other;
        }
    }

    /** Applies deletions and gives back those whose structs are missing, as an update; null if there are none. */
    private byte @Nullable [] apply(Input in) {
        IdSet rest = new IdSet();
        int clients = in.uint();
        for (int i = 0; i < clients; i++) {
            in.client();
            int client = store.clients.number(in.clientHigh, in.clientLow);
            int count = in.uint();
            int state = store.clients.state(client);
            for (int j = 0; j < count; j++) {
                int clock = in.uint();
                int end = clock + in.uint();
                if (clock < end && end > state) {
                    rest.of(client).addApart(Math.max(clock, state), end);
                }
                if (clock < Math.min(end, state)) {
                    delete(client, clock, Math.min(end, state));
                }
            }
        }
        if (rest.isEmpty()) {
            return null;
        }
        Output out = new Output();
        out.uint(0);
        new Encoder(store).deletions(out, rest);
        return out.toBytes();
    }

    private void delete(int client, int clock, int end) {
        Items items = store.items;
        Structs structs = store.structs(client);
        int at = structs.find(clock);
        int item = structs.at(at);
        if (!items.isDeleted(item) && items.clock(item) < clock) {
            store.cleanStart(client, clock);
            at = structs.find(clock);
        }
        while (at >= 0 && items.clock(structs.at(at)) < end) {
            item = structs.at(at);
            int next = items.end(item);
            if (!items.isDeleted(item)) {
                if (end < next) {
                    store.cleanStart(client, end);
                    next = end;
                    at = structs.find(items.clock(item));
                }
                store.integration.delete(item);
            }
            at = structs.next(at);
        }
    }
}
