package ankurah.text.internal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** For each client, the first clock that is missing. */
public final class StateVector {
    public static final StateVector EMPTY = new StateVector(Map.of());

    private final Map<Long, Integer> clocks;

    private StateVector(Map<Long, Integer> clocks) {
        this.clocks = clocks;
    }

    public static StateVector read(byte[] bytes) {
        Input in = new Input(bytes);
        int count = in.count(2);
        Map<Long, Integer> clocks = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            long client = in.clientId();
            clocks.put(client, in.uint());
        }
        return new StateVector(clocks);
    }

    int get(int high, int low) {
        return clocks.isEmpty() ? 0 : clocks.getOrDefault(Input.join(high, low), 0);
    }

    public Map<Long, Integer> toMap() {
        return new HashMap<>(clocks);
    }
}
