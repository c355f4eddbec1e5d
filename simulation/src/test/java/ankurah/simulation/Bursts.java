package ankurah.simulation;

import ankurah.core.Context;
import ankurah.core.type.Counter;
import ankurah.event.EntityId;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows are written several times in a row, and then left alone, so that what is missed once is not made good by the next write. */
final class Bursts implements Scenario {
    private static final int ROWS = 10;
    private static final int VALUES = 4;
    private static final int MOST_IN_A_ROW = 4;

    private final List<EntityId> rows = new ArrayList<>();

    @Override
    public void prepare(Context server, Dice dice) {
        for (int i = 0; i < ROWS; i++) {
            rows.add(server.transact(
                            tx -> tx.create("row", Map.of("n", Value.of(0))).id())
                    .value());
        }
    }

    @Override
    public List<Watched> queries() {
        return List.of(
                Watched.of("row", ""), Watched.of("row", "n > 1"), Watched.of("row", "n < 3 ORDER BY n LIMIT 1"));
    }

    @Override
    public void act(Participant who, Dice dice) {
        EntityId row = dice.pick(rows);
        for (int i = dice.below(MOST_IN_A_ROW); i >= 0; i--) {
            int value = dice.below(VALUES);
            who.context().run(tx -> {
                tx.edit(row, Map.of("n", Value.of(value)));
                tx.apply(row, "plays", Counter.add(1));
            });
        }
    }
}
