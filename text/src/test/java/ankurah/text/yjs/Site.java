package ankurah.text.yjs;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.text.SharedText;
import ankurah.text.TextDocument;
import ankurah.text.TextPosition;
import ankurah.text.TextUndo;
import ankurah.text.UpdateContents;
import ankurah.text.Updates;
import ankurah.text.yjs.Yjs.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One participant, twice: a document of ours and one of Yjs that get the same updates in the same order. They must be alike
 * after each step, also while something waits for what has not arrived.
 */
final class Site {
    static final List<String> TEXTS = List.of("text", "body");
    private static final String MINE = "mine";
    private static final int TURNS_MAX = 8;

    private final TextDocument java;
    private final YjsDoc yjs;
    private final List<SharedText> texts;
    private final List<Followed> followed;
    private final List<byte[]> madeByJava = new ArrayList<>();
    private final boolean cuts;
    private final @Nullable TextUndo undo;
    private @Nullable Theirs theirs;
    private boolean looks = true;

    /**
     * An empty one. Where no garbage is collected no surrogate pair is cut: half of it stays in what was deleted meanwhile, in
     * Yjs itself only with those who heard of it in this order.
     */
    Site(Yjs yjs, long javaClient, long yjsClient, boolean collectsGarbage, boolean undoes) {
        java = TextDocument.create(javaClient, collectsGarbage);
        this.yjs = yjs.document(yjsClient, collectsGarbage, undoes ? TEXTS.getFirst() : "");
        texts = TEXTS.stream().map(java::text).toList();
        followed = texts.stream().map(Followed::new).toList();
        cuts = collectsGarbage;
        undo = undoes ? TextUndo.of(texts.getFirst(), MINE) : null;
        java.onUpdate(update -> {
            if (update.local()) {
                madeByJava.add(update.bytes());
            }
        });
    }

    /** Whether what comes next will be followed by a check. */
    void look(boolean will) {
        looks = will;
    }

    TextDocument java() {
        return java;
    }

    YjsDoc yjs() {
        return yjs;
    }

    /** One transaction, made by our document. Gives the updates it made. */
    List<byte[]> editHere(Random random, boolean rich, int most) {
        int text = random.nextInt(5) == 0 ? 1 : 0;
        java.transact(MINE, () -> {
            for (int i = random.nextInt(1 + most / 100); i >= 0; i--) {
                Edit.random(random, Followed.units(texts.get(text)), rich, false, most)
                        .apply(texts.get(text));
            }
        });
        return exchange();
    }

    /** One transaction, made by the document of Yjs. */
    List<byte[]> editThere(Random random, boolean rich, int most) {
        int text = random.nextInt(5) == 0 ? 1 : 0;
        StringBuilder units = new StringBuilder(Followed.units(texts.get(text)));
        int edits = 1 + random.nextInt(1 + most / 100);
        yjs.together(edits);
        for (int i = 0; i < edits; i++) {
            Edit edit = Edit.random(random, units.toString(), rich, cuts, most);
            edit.apply(yjs, TEXTS.get(text));
            edit.apply(units);
        }
        return exchange();
    }

    List<byte[]> editBeside(Random random) {
        yjs.editBeside(random.nextInt());
        return exchange();
    }

    List<byte[]> undoHere(boolean forward) {
        if (undo != null) {
            boolean ignored = forward ? undo.redo() : undo.undo();
        }
        return exchange();
    }

    List<byte[]> undoThere(boolean forward) {
        Answer ignored = forward ? yjs.redo() : yjs.undo();
        return exchange();
    }

    /** Both halves get these. Gives what they then made by themselves, which is not nothing: they tidy up formats. */
    List<byte[]> receive(List<byte[]> updates) {
        for (byte[] update : updates) {
            yjs.apply(update);
            java.apply(update);
        }
        return exchange();
    }

    /** Each half gets what the other made, until neither makes more. Gives all of it. */
    private List<byte[]> exchange() {
        List<byte[]> all = new ArrayList<>();
        for (int turn = 0; turn < TURNS_MAX; turn++) {
            madeByJava.forEach(yjs::apply);
            all.addAll(madeByJava);
            madeByJava.clear();
            Answer made = yjs.drain();
            theirs = looks ? new Theirs(yjs, texts) : null;
            all.addAll(made.list());
            made.list().forEach(java::apply);
            if (made.list().isEmpty() && madeByJava.isEmpty()) {
                return all;
            }
        }
        throw new AssertionError("the two halves do not come to rest");
    }

    /** What can be seen of the document of Yjs, asked for together with whatever else is asked. */
    private record Theirs(List<Answer> deltas, Answer waits, Answer vector, Answer state) {
        Theirs(YjsDoc yjs, List<SharedText> texts) {
            this(
                    texts.stream().map(text -> yjs.delta(text.name())).toList(),
                    yjs.waits(),
                    yjs.stateVector(),
                    yjs.state());
        }
    }

    /** Everything that can be seen is alike. Undoing keeps what it may need, and keeps it only where it was deleted. */
    void check() {
        Theirs theirs = this.theirs == null ? new Theirs(yjs, texts) : this.theirs;
        for (int i = 0; i < texts.size(); i++) {
            assertThat(Json.lines(texts.get(i).toDelta()))
                    .isEqualTo(theirs.deltas.get(i).line());
            followed.get(i).check();
        }
        byte[] ours = java.encode();
        assertThat(java.stateVector()).as("state vector").isEqualTo(theirs.vector.bytes());
        assertThat(java.hasPending()).as("something waits").isEqualTo(theirs.waits.flag());
        assertThat(Updates.inspect(ours).deletions())
                .as("delete set")
                .isEqualTo(Updates.inspect(theirs.state.bytes()).deletions());
        if (undo == null) {
            same(ours, theirs.state.bytes(), "state");
        }
    }

    /** Bytes that should be alike; if not, what they say comes first in the message. */
    static void same(byte[] ours, byte[] theirs, String what) {
        if (!Arrays.equals(ours, theirs)) {
            UpdateContents here = Updates.inspect(ours);
            assertThat(here).as(what).isEqualTo(Updates.inspect(theirs));
            assertThat(ours).as(what).isEqualTo(theirs);
        }
    }

    /** A position made on both sides: their bytes are alike. */
    byte[] position(Random random) {
        String name = TEXTS.get(random.nextInt(TEXTS.size()));
        SharedText text = java.text(name);
        int at = Edit.whole(Followed.units(text), random.nextInt(text.length() + 1));
        boolean right = random.nextBoolean();
        byte[] bytes = text.positionAt(at, right ? TextPosition.Side.RIGHT : TextPosition.Side.LEFT)
                .encode();
        assertThat(bytes).as("position").isEqualTo(yjs.position(name, at, right).bytes());
        return bytes;
    }

    void checkPositions(List<byte[]> positions) {
        List<Answer> theirs = positions.stream().map(yjs::resolve).toList();
        for (int i = 0; i < positions.size(); i++) {
            TextPosition position = TextPosition.decode(positions.get(i));
            int ours = texts.stream()
                    .map(text -> text.indexOf(position))
                    .filter(OptionalInt::isPresent)
                    .mapToInt(index -> index.getAsInt() + 1)
                    .findFirst()
                    .orElse(0);
            assertThat(ours)
                    .as("where a position is, and one")
                    .isEqualTo(theirs.get(i).number());
        }
    }

    void drop() {
        yjs.drop();
    }
}
