package ankurah.bench.text;

import ankurah.event.JsonText;
import ankurah.event.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A recorded editing session in the form of josephg/editing-traces, as a script of one document for each author.
 *
 * @param end the text it ends with
 */
record Trace(Script script, String end) {
    /** Positions count code points; this reads only traces where these are UTF-16 units. */
    static Trace read(Path file) throws IOException {
        Value.Obj trace;
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            trace = (Value.Obj) JsonText.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        List<Value> transactions = items(trace.fields().get("txns"));
        String end = text(trace.fields().get("endContent"));
        Reader reader = new Reader();
        transactions.forEach(reader::transaction);
        return new Trace(reader.finished(), end);
    }

    /** Makes an author hear, before each of his edits, exactly what he knew then. */
    private static final class Reader {
        private final Script.Builder script = new Script.Builder();
        private final List<int[]> known = new ArrayList<>();
        private int[] written = new int[2];
        private int[] heard = new int[2];
        private int authors = 1;

        Reader() {
            script.start();
        }

        void transaction(Value value) {
            var fields = ((Value.Obj) value).fields();
            int author = fields.containsKey("agent") ? number(fields.get("agent")) : 0;
            int[] knows = fields.containsKey("parents") ? join(items(fields.get("parents"))) : written.clone();
            if (knows[author] != written[author]) {
                throw new IllegalArgumentException("an author forgot what he wrote himself");
            }
            int other = 1 - author;
            if (knows[other] > heard[author]) {
                script.sync(other, author, knows[other]);
                heard[author] = knows[other];
            }
            for (Value patch : items(fields.get("patches"))) {
                List<Value> parts = items(patch);
                script.edit(author, number(parts.get(0)), number(parts.get(1)), text(parts.get(2)));
                written[author]++;
            }
            authors = Math.max(authors, author + 1);
            knows[author] = written[author];
            known.add(knows);
        }

        /** How many edits of each author somebody knows who has these transactions. */
        private int[] join(List<Value> parents) {
            int[] joined = new int[2];
            for (Value parent : parents) {
                int[] one = known.get(number(parent));
                joined[0] = Math.max(joined[0], one[0]);
                joined[1] = Math.max(joined[1], one[1]);
            }
            return joined;
        }

        Script finished() {
            if (authors == 2) {
                script.sync(0, 1);
                script.sync(1, 0);
            }
            return script.build(authors);
        }
    }

    private static List<Value> items(Value value) {
        return ((Value.List) value).items();
    }

    private static int number(Value value) {
        return Math.toIntExact(((Value.Int) value).value());
    }

    private static String text(Value value) {
        String text = ((Value.Str) value).value();
        if (text.codePoints().anyMatch(Character::isSupplementaryCodePoint)) {
            throw new IllegalArgumentException("code points are not UTF-16 units here");
        }
        return text;
    }
}
