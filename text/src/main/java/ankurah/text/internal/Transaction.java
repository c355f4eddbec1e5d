package ankurah.text.internal;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has happened since a transaction began. */
final class Transaction {
    final @Nullable Object origin;
    boolean local;
    final IdSet deletions = new IdSet();

    /** The types that changed and were there before. */
    final Set<Branch> changed = new LinkedHashSet<>();

    /** For each client that got structs, its state before and, once the body has run, after. */
    private final IntMap<int[]> states = new IntMap<>();

    /** Pairs of client and clock: structs that may have become one with a neighbour. */
    private int[] candidates = {};

    private int candidateCount;
    boolean needsFormatCleanup;

    private final Clients clients;

    Transaction(Clients clients, @Nullable Object origin, boolean local) {
        this.clients = clients;
        this.origin = origin;
        this.local = local;
    }

    /** To be called before a client gets a struct. */
    void touch(int client) {
        if (states.find(client) < 0) {
            states.put(client, new int[] {clients.state(client), -1});
        }
    }

    void end() {
        deletions.normalize();
        for (int i = 0; i < states.size(); i++) {
            states.valueAt(i)[1] = clients.state(states.keyAt(i));
        }
    }

    int touchedCount() {
        return states.size();
    }

    int touched(int i) {
        return states.keyAt(i);
    }

    int before(int i) {
        return states.valueAt(i)[0];
    }

    int after(int i) {
        return states.valueAt(i)[1];
    }

    /** What a client had when the transaction began. */
    int stateBefore(int client) {
        int[] state = states.get(client);
        return state == null ? clients.state(client) : state[0];
    }

    void mayMerge(int client, int clock) {
        if (candidateCount * 2 == candidates.length) {
            candidates = Arrays.copyOf(candidates, Math.max(4, candidates.length * 2));
        }
        candidates[2 * candidateCount] = client;
        candidates[2 * candidateCount + 1] = clock;
        candidateCount++;
    }

    int candidateCount() {
        return candidateCount;
    }

    int candidateClient(int i) {
        return candidates[2 * i];
    }

    int candidateClock(int i) {
        return candidates[2 * i + 1];
    }

    boolean isEmpty() {
        return states.size() == 0 && deletions.isEmpty();
    }
}
