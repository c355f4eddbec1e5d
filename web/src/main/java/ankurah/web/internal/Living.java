package ankurah.web.internal;

import ankurah.core.Change;
import ankurah.core.ChangeSet;
import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.storage.EngineOptions;
import ankurah.storage.MemoryStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Live queries over a node that is written to: every change they report, and that they hold what a query finds. */
public final class Living {
    private static final List<String> QUERIES = List.of(
            "",
            "n > 3",
            "n IN (1, 2, 5) OR s = 'a'",
            "NOT n = 4 ORDER BY n DESC",
            "ORDER BY s, n DESC LIMIT 4",
            "s IS NULL ORDER BY n LIMIT 3",
            "n BETWEEN 2 AND 6 AND s LIKE '%b%'");

    private final Transcript out;
    private final LonePlatform stage = new LonePlatform();
    private final Dice dice = new Dice(18);
    private final List<EntityId> entities = new ArrayList<>();

    private Living(Transcript out) {
        this.out = out;
    }

    public static void write(Transcript out) {
        out.section("living");
        new Living(out).write();
    }

    private void write() {
        EngineOptions options = EngineOptions.of(new Dice(19), LonePlatform.SHA);
        try (Node node = Node.durable(MemoryStorage.open(options), Policy.allowAll(), stage.platform(20))) {
            Context context = node.context();
            change(context);
            List<LiveQuery> live = new ArrayList<>();
            for (String text : QUERIES) {
                LiveQuery query = context.live("track", text);
                query.subscribe(change -> out.line("change of " + text, describe(change)));
                live.add(query);
            }
            for (int i = 0; i < 60; i++) {
                change(context);
                stage.drain();
            }
            for (LiveQuery query : live) {
                boolean same = ids(query.result()).equals(ids(context.query("track", query.query())));
                out.line("same as a query", same + " " + ids(query.result()));
                query.close();
            }
            out.line("position", node.position() + " " + node.position().hash());
            entities.forEach(
                    id -> out.line("events of " + id, context.history(id).size()));
        }
    }

    private void change(Context context) {
        var receipt = context.run(tx -> {
            for (int i = dice.below(3); i >= 0; i--) {
                if (entities.isEmpty() || dice.below(3) == 0) {
                    entities.add(tx.create("track", Map.of("n", number(), "s", text()))
                            .id());
                } else {
                    EntityId id = entities.get(dice.below(entities.size()));
                    if (tx.find(id).isEmpty()) {
                        tx.restore(id);
                    } else if (dice.below(6) == 0) {
                        tx.delete(id);
                    } else {
                        tx.set(id, dice.below(2) == 0 ? "n" : "s", dice.below(2) == 0 ? number() : text());
                    }
                }
            }
        });
        out.line("commit", receipt.commitId().orElseThrow().toString());
    }

    private Value number() {
        return Value.of(dice.below(8));
    }

    private Value text() {
        return dice.below(4) == 0
                ? Value.NULL
                : Value.of(List.of("a", "b", "ab", "\u00e9").get(dice.below(4)));
    }

    private static String describe(ChangeSet change) {
        StringBuilder text = new StringBuilder();
        for (Change row : change.changes()) {
            text.append(row.kind().name()).append(' ');
            text.append(row.id().toString(), 0, 16).append(' ');
            text.append(row.oldIndex()).append('>').append(row.newIndex()).append(", ");
        }
        return text.append(change.rows().size())
                .append(" rows at ")
                .append(change.position().number())
                .toString();
    }

    private static String ids(Iterable<Entity> rows) {
        StringBuilder text = new StringBuilder();
        for (Entity row : rows) {
            text.append(row.id().toString(), 0, 16).append(' ');
        }
        return text.toString();
    }
}
