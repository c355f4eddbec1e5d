package ankurah.simulation.internal.house;

import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.Policy;
import ankurah.core.Reads;
import ankurah.core.Receipt;
import ankurah.core.Stage;
import ankurah.core.TextEdit;
import ankurah.core.Transaction;
import ankurah.core.model.ModelDescriptor;
import ankurah.core.type.AddWinsSet;
import ankurah.core.type.Counter;
import ankurah.core.type.JsonMerge;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.OrderBy;
import ankurah.simulation.Dice;
import ankurah.simulation.Participant;
import ankurah.simulation.Scenario;
import ankurah.simulation.Watched;
import ankurah.storage.IndexSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A bit of everything that a system can be asked to do. */
public final class House implements Scenario {
    private static final String THING = Releases.THING;
    private static final String PAIR = "pair";
    private static final String SECRET = "secret";
    private static final String NOTE = "note";
    /** In the title of a row exactly while nobody but the server may see it. */
    private static final String MARK = "S3CR3T";

    private static final int MOST_THINGS = 24;

    private static final Watched ALL_PAIRS = Watched.of(PAIR, "");
    private static final List<Watched> QUERIES = List.of(
            Watched.of(THING, ""),
            Watched.of(THING, "n > 3"),
            Watched.of(THING, "n < 3 ORDER BY n DESC"),
            Watched.of(THING, "ORDER BY n LIMIT 4"),
            Watched.of(THING, "ORDER BY s DESC, n LIMIT 7"),
            Watched.of(THING, "n > 1 ORDER BY n DESC LIMIT 1"),
            Watched.of(THING, "s = 'a' ORDER BY n LIMIT 3"),
            Watched.of(THING, "n IS NULL"),
            Watched.of(THING, "ref.n > 3"),
            Watched.of(THING, "n IN (1, 2) OR s = 'b'"),
            Watched.of(THING, "plays > 0 ORDER BY plays DESC LIMIT 3"),
            Watched.of(THING, "data.a > 1"),
            ALL_PAIRS,
            Watched.of(PAIR, "ORDER BY v DESC LIMIT 5"),
            Watched.of(SECRET, ""),
            Watched.of(SECRET, "ORDER BY title LIMIT 3"),
            Watched.of(SECRET, "title LIKE '%3%'"),
            Watched.of(SECRET, "title > 'a' ORDER BY title DESC LIMIT 2"),
            Watched.of(SECRET, "about.title > 'A'"),
            Watched.of(NOTE, ""),
            Watched.of(NOTE, "body LIKE '%a%'"));

    private static final List<IndexSpec> INDEXES = List.of(
            IndexSpec.on(THING, "n"),
            IndexSpec.on(THING, "s", "n"),
            IndexSpec.of(THING, OrderBy.descending("n")),
            IndexSpec.on(SECRET, "title"));

    private final List<EntityId> things = new ArrayList<>();
    private final List<EntityId> secrets = new ArrayList<>();
    private final List<EntityId> notes = new ArrayList<>();
    private final Map<String, List<Pair>> pairs = new HashMap<>();
    private long stamps;
    private int extras;

    /** Two entities that one participant writes, in one of its lives, always together and always the same. */
    private record Pair(EntityId left, EntityId right) {}

    @Override
    public Policy policy(int changes) {
        return new Veil(changes);
    }

    @Override
    public String secret() {
        return MARK;
    }

    @Override
    public List<IndexSpec> indexes() {
        return INDEXES;
    }

    @Override
    public List<Watched> queries() {
        return QUERIES;
    }

    @Override
    public void prepare(Context server, Dice dice) {
        server.run(tx -> {
            for (int i = 0; i < 5; i++) {
                things.add(tx.create(THING, Map.of("n", Value.of((long) i))).id());
            }
            for (int i = 0; i < 4; i++) {
                secrets.add(tx.create(SECRET, secretValues(dice)).id());
            }
            for (int i = 0; i < 2; i++) {
                notes.add(
                        tx.create(NOTE, Map.of(), Map.of(), Map.of("body", "a")).id());
            }
            tx.delete(tx.create(PAIR, Map.of("g", Value.of("none"), "v", Value.of(0L)))
                    .id());
        });
    }

    @Override
    public void act(Participant who, Dice dice) {
        Context context = who.context();
        switch (dice.below(20)) {
            case 0, 1 -> makePair(who, context);
            case 2, 3, 4, 5, 6 -> writePair(who, context, dice);
            case 7, 8 -> read(context, dice);
            case 9, 10 -> {
                if (who.isServer()) {
                    writeSecret(context, dice);
                } else {
                    writeNote(context, dice);
                }
            }
            case 11 -> writeExtra(context, dice);
            case 12 -> {
                if (dice.oneIn(3)) {
                    writeMany(context, dice);
                } else {
                    writeThings(context, dice);
                }
            }
            default -> writeThings(context, dice);
        }
    }

    /** Programs of other releases read and write the same things beside each other. */
    @Override
    public void release(Participant who, int release) {
        Context context = who.context();
        ModelDescriptor model = Releases.model(release);
        context.declare(model);
        if (model.named(Releases.WEIGHT) != null) {
            context.run(tx -> {
                EntityId id = things.get(release % things.size());
                if (tx.find(id).isPresent()) {
                    tx.set(id, Releases.WEIGHT, Value.of((long) release));
                }
            });
        }
    }

    private Map<String, Value> secretValues(Dice dice) {
        int level = dice.below(Veil.LEVELS + 1);
        String title = (level == Veil.LEVELS ? MARK : dice.pick(List.of("a3", "b", "c3", "d"))) + dice.below(10);
        Map<String, Value> values = new TreeMap<>(Map.of("level", Value.of((long) level), "title", Value.of(title)));
        if (!secrets.isEmpty()) {
            values.put("about", Value.of(dice.pick(secrets)));
        }
        return values;
    }

    /** Hides and shows rows; one that is shown again has another title. */
    private void writeSecret(Context context, Dice dice) {
        context.run(tx -> {
            EntityId id = dice.pick(secrets);
            if (dice.oneIn(8)) {
                tx.delete(id);
            } else if (tx.find(id).isEmpty()) {
                tx.restore(id);
            } else {
                tx.edit(id, secretValues(dice));
            }
        });
    }

    private void writeNote(Context context, Dice dice) {
        context.run(tx -> {
            TextEdit text = tx.text(dice.pick(notes), "body");
            for (int i = dice.below(3); i >= 0; i--) {
                int at = dice.below(text.length() + 1);
                if (dice.oneIn(3) && at < text.length()) {
                    text.delete(at, 1);
                } else {
                    text.insert(at, dice.pick(List.of("a", "bc", "d")));
                }
            }
        });
    }

    /** Uses collections and properties that nobody used before, not always as the others do. */
    private void writeExtra(Context context, Dice dice) {
        String property = "x" + dice.below(++extras);
        context.run(tx -> {
            if (dice.oneIn(2)) {
                tx.create("extra" + dice.below(extras), Map.of(property, Value.of((long) dice.below(9))));
            } else {
                EntityId id = dice.pick(things);
                if (tx.find(id).isPresent() && dice.oneIn(6)) {
                    tx.apply(id, property, Counter.add(1));
                } else if (tx.find(id).isPresent()) {
                    tx.set(id, property, Value.of((long) dice.below(9)));
                }
            }
        });
    }

    private void read(Context context, Dice dice) {
        if (dice.oneIn(2)) {
            context.find(dice.pick(dice.oneIn(3) ? secrets : things));
        } else {
            Watched watched = dice.pick(QUERIES);
            context.query(watched.collection(), watched.query());
        }
    }

    private void writeThings(Context context, Dice dice) {
        List<EntityId> made = new ArrayList<>();
        context.run(tx -> {
            for (int i = dice.below(3); i >= 0; i--) {
                if (things.size() < MOST_THINGS && dice.oneIn(5)) {
                    made.add(tx.create(THING, values(dice)).id());
                } else {
                    writeThing(tx, dice.pick(things), dice);
                }
            }
        });
        things.addAll(made);
    }

    /** Takes all things above a number out of the queries that want them, in one commit. */
    private void writeMany(Context context, Dice dice) {
        long above = dice.below(4);
        context.run(tx -> {
            for (EntityId id : List.copyOf(things)) {
                Optional<Entity> thing = tx.find(id);
                if (thing.isPresent() && thing.get().get("n") instanceof Value.Int n && n.value() > above) {
                    tx.set(id, "n", Value.of(0L));
                }
            }
        });
    }

    private void writeThing(Transaction tx, EntityId id, Dice dice) {
        if (tx.find(id).isEmpty()) {
            if (dice.oneIn(3)) {
                tx.restore(id);
            }
            return;
        }
        Value value = Value.of((long) dice.below(4));
        switch (dice.below(10)) {
            case 0 -> tx.delete(id);
            case 1 -> tx.apply(id, "plays", Counter.add(dice.between(-4, 4)));
            case 2 -> tx.apply(id, "tags", dice.oneIn(2) ? AddWinsSet.add(value) : AddWinsSet.remove(value));
            case 3 -> tx.apply(id, "data", JsonMerge.set(dice.oneIn(2) ? "a" : "a.b", value));
            case 4 -> tx.apply(id, "data", JsonMerge.remove("a"));
            default -> tx.edit(id, values(dice));
        }
    }

    private Map<String, Value> values(Dice dice) {
        Map<String, Value> values = new TreeMap<>();
        if (!dice.oneIn(4)) {
            values.put("n", dice.oneIn(7) ? Value.NULL : Value.of((long) dice.below(8)));
        }
        if (dice.oneIn(2)) {
            values.put("s", Value.of(dice.pick(List.of("a", "b", "c"))));
        }
        if (dice.oneIn(4) && !things.isEmpty()) {
            values.put("ref", Value.of(dice.pick(things)));
        }
        return values;
    }

    private List<Pair> pairsOf(Participant who) {
        return pairs.computeIfAbsent(who.name() + "." + who.life(), name -> new ArrayList<>());
    }

    private void makePair(Participant who, Context context) {
        List<Pair> own = pairsOf(who);
        if (own.size() > 3) {
            return;
        }
        Map<String, Value> values =
                Map.of("g", Value.of(who.name() + "." + who.life() + "-" + own.size()), "v", Value.of(++stamps));
        own.add(context.transact(tx -> new Pair(
                        tx.create(PAIR, values).id(), tx.create(PAIR, values).id()))
                .value());
    }

    private void writePair(Participant who, Context context, Dice dice) {
        List<Pair> own = pairsOf(who);
        if (own.isEmpty()) {
            return;
        }
        Pair pair = dice.pick(own);
        Value value = Value.of(++stamps);
        Receipt<Boolean> written = context.transact(tx -> {
            boolean there =
                    tx.find(pair.left()).isPresent() && tx.find(pair.right()).isPresent();
            if (there) {
                tx.set(pair.left(), "v", value);
                tx.set(pair.right(), "v", value);
            }
            return there;
        });
        if (written.value() && who.isServer()) {
            requireOwn(context.find(pair.left()), value, written);
        }
    }

    /** Who has written reads what it wrote, unless that was refused. */
    private static void requireOwn(Optional<Entity> read, Value value, Receipt<?> written) {
        if (read.isEmpty() || !read.get().get("v").equals(value)) {
            try {
                written.await(Stage.ACCEPTED, Duration.ofSeconds(20));
            } catch (AnkurahException e) {
                return;
            }
            throw new AssertionError("wrote " + value + " and read " + read);
        }
    }

    /** Nobody ever sees one half of a pair, two halves that differ, or what the policy refuses. */
    @Override
    public void check(Reads reads) {
        if (!reads.query(THING, "n = 7").isEmpty()) {
            throw new AssertionError("what the policy refuses is there");
        }
        requireWholePairs(reads.query(PAIR, ""));
    }

    @Override
    public void seen(Watched watched, List<Entity> rows) {
        if (watched.equals(ALL_PAIRS)) {
            requireWholePairs(rows);
        }
    }

    private static void requireWholePairs(List<Entity> rows) {
        Map<Value, Entity> halves = new HashMap<>();
        for (Entity row : rows) {
            Entity other = halves.remove(row.get("g"));
            if (other == null) {
                halves.put(row.get("g"), row);
            } else if (!other.get("v").equals(row.get("v"))) {
                throw new AssertionError("a torn pair: " + other + " and " + row);
            }
        }
        if (!halves.isEmpty()) {
            throw new AssertionError("half a pair: " + halves.values());
        }
    }

    @Override
    public boolean expects(AnkurahException error) {
        return error.code().equals(Veil.SEVEN)
                || error.code().equals("event.data_type_differs")
                || error.category() == AnkurahException.Category.NOT_FOUND;
    }
}
