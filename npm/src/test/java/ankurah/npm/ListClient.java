package ankurah.npm;

import ankurah.client.Client;
import ankurah.client.ClientOptions;
import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.type.Counter;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.event.ValueText;
import ankurah.storage.rocksdb.RocksStorage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A Java client with a store, which does what lines of its input say and answers each with a line: {@code add NAME},
 * {@code count ID}, and {@code show}, which tells each row's name and count. It says {@code ready} when its list is there.
 */
final class ListClient {
    private static final Duration MEETING = Duration.ofSeconds(60);

    private ListClient() {}

    /** @param args the server's address and the folder of the store */
    public static void main(String[] args) throws IOException {
        ClientOptions options = ClientOptions.defaults()
                .withNode(NodeOptions.defaults().withRetry(50, 200).withMeetMillis((int) MEETING.toMillis()));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Node node = Client.connect(URI.create(args[0]), RocksStorage.open(Path.of(args[1])), options)) {
            Context context = node.context();
            try (LiveQuery items = context.live("item", "")) {
                IO.println("ready");
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    IO.println(answer(context, items, line));
                }
            }
        }
    }

    private static String answer(Context context, LiveQuery items, String line) {
        int space = line.indexOf(' ');
        String rest = line.substring(space + 1);
        try {
            return switch (space < 0 ? line : line.substring(0, space)) {
                case "add" -> add(context, rest);
                case "count" -> count(context, EntityId.parse(rest));
                case "show" -> show(items);
                default -> "error what?";
            };
        } catch (AnkurahException e) {
            return "error " + e.code();
        }
    }

    private static String add(Context context, String name) {
        context.run(
                tx -> tx.create("item", Map.of("name", Value.of(name), "done", Value.of(false), "size", Value.of(0))));
        return "ok";
    }

    private static String count(Context context, EntityId id) {
        context.run(tx -> tx.apply(id, "plays", Counter.add(1)));
        return "ok";
    }

    private static String show(LiveQuery items) {
        StringJoiner rows = new StringJoiner(",");
        for (Entity item : items.peek()) {
            Value plays = item.get("plays");
            rows.add(ValueText.print(item.get("name")) + " " + (plays.isNull() ? "0" : ValueText.print(plays)));
        }
        return rows.toString();
    }
}
