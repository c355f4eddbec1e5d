package ankurah.simulation.example;

import ankurah.core.Context;
import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.Reads;
import ankurah.event.AnkurahException;
import ankurah.event.Event;
import ankurah.event.Value;
import ankurah.simulation.Dice;
import ankurah.simulation.Participant;
import ankurah.simulation.Scenario;
import ankurah.simulation.Watched;
import ankurah.storage.EntityState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several people sell the same few things. */
public final class Shop implements Scenario {
    private static final long EACH = 5;

    @Override
    public Policy policy() {
        return new NoOverselling();
    }

    @Override
    public void prepare(Context server, Dice dice) {
        server.run(tx -> List.of("tea", "rum").forEach(name -> Items.create(tx, new Item(name, EACH, 0))));
    }

    @Override
    public List<Watched> queries() {
        return List.of(Watched.of("item", ""), Watched.of("item", "stock > 0 LIMIT 1"));
    }

    @Override
    public void act(Participant who, Dice dice) {
        var items = Items.all().list(who.context());
        if (!items.isEmpty()) {
            who.context()
                    .run(tx ->
                            dice.pick(items).edit(tx).stock().subtract(1).sold().add(1));
        }
    }

    @Override
    public void check(Reads reads) {
        for (var item : Items.all().list(reads)) {
            if (item.stock() < 0 || item.stock() + item.sold() != EACH) {
                throw new AssertionError("of " + item.name() + " there are " + item.stock() + ", sold " + item.sold());
            }
        }
    }

    /** What is not there is not sold. */
    private record NoOverselling() implements Policy {
        @Override
        public boolean canRead(Principal who, EntityState row) {
            return true;
        }

        @Override
        public void check(Principal who, Event event, @Nullable EntityState before, EntityState after) {
            if (after.get("stock") instanceof Value.Int stock && stock.value() < 0) {
                throw new AnkurahException.Refused("shop.sold_out", "there is none left");
            }
        }

        @Override
        public String version() {
            return "no-overselling-1";
        }
    }
}
