package ankurah.bench.text;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens to some documents, step by step, so that both sides do the same. {@code text/yjs/bench.mjs} reads the same
 * file: big-endian ints; the number of documents; then steps of four ints and a text, which is its length in bytes and UTF-8.
 *
 * @param documents how many; each has one text
 */
record Script(int documents, List<Step> steps) {
    static final int ALL = Integer.MAX_VALUE;

    enum Kind {
        /** Document {@code a}: deletes {@code c} units at {@code b}, inserts the text there; one transaction. */
        EDIT,
        /** Of the updates that document {@code a} made, {@code b} applies those it has not, up to the {@code c}th. */
        SYNC,
        /** Time counts from here on. */
        START
    }

    record Step(Kind kind, int a, int b, int c, String text) {}

    /** Writes steps. */
    static final class Builder {
        private final List<Step> steps = new ArrayList<>();

        void edit(int document, int at, int deleted, String inserted) {
            steps.add(new Step(Kind.EDIT, document, at, deleted, inserted));
        }

        void sync(int from, int to) {
            sync(from, to, ALL);
        }

        void sync(int from, int to, int upTo) {
            steps.add(new Step(Kind.SYNC, from, to, upTo, ""));
        }

        void start() {
            steps.add(new Step(Kind.START, 0, 0, 0, ""));
        }

        Script build(int documents) {
            return new Script(documents, steps);
        }
    }

    /** The id of a document's client, as large as Yjs draws them. They ascend: the friendsforever trace was recorded so. */
    static long client(int document) {
        return 1_000_000_000L + (document + 1) * 1_654_435L;
    }

    void write(Path file) throws IOException {
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(documents);
            for (Step step : steps) {
                byte[] text = step.text.getBytes(StandardCharsets.UTF_8);
                for (int number : new int[] {step.kind.ordinal(), step.a, step.b, step.c, text.length}) {
                    out.writeInt(number);
                }
                out.write(text);
            }
        }
    }

    static Script read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        int documents = in.readInt();
        List<Step> steps = new ArrayList<>();
        while (in.available() > 0) {
            Kind kind = Kind.values()[in.readInt()];
            int a = in.readInt();
            int b = in.readInt();
            int c = in.readInt();
            steps.add(new Step(kind, a, b, c, new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8)));
        }
        return new Script(documents, steps);
    }
}
