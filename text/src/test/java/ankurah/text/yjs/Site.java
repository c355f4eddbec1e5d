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

    private final TextDocument java;
    private final YjsDoc yjs;
    private final List<SharedText> texts;
    private final List<Followed> followed;
    private final List<byte[]> madeByJava = new ArrayList<>();
    private final @Nullable TextUndo undo;

    Site(Yjs yjs, long javaClient, long yjsClient, boolean collectsGarbage, boolean undoes) {
        java = TextDocument.create(javaClient, collectsGarbage);
        this.yjs = yjs.document(yjsClient, collectsGarbage, undoes ? TEXTS.getFirst() : "");
        texts = TEXTS.stream().map(java::text).toList();
        followed = texts.stream().map(Followed::new).toList();
        undo = undoes ? TextUndo.of(texts.getFirst(), MINE) : null;
        java.onUpdate(update -> {
            if (update.local()) {
                madeByJava.add(update.bytes());
            }
        });
    }

    TextDocument java() {
        return java;
    }

    YjsDoc yjs() {
        return yjs;
    }

    /** One transaction, made by our document. Gives the updates it made. */
    List<byte[]> editHere(Random random, boolean rich) {
        int text = random.nextInt(5) == 0 ? 1 : 0;
        java.transact(MINE, () -> {
            for (int i = random.nextInt(4); i >= 0; i--) {
                Edit.random(random, Followed.units(texts.get(text)), rich, false)
                        .apply(texts.get(text));
            }
        });
        return toYjs();
    }

    /** One transaction, made by the document of Yjs. */
    List<byte[]> editThere(Random random, boolean rich) {
        int text = random.nextInt(5) == 0 ? 1 : 0;
        StringBuilder units = new StringBuilder(Followed.units(texts.get(text)));
        int edits = 1 + random.nextInt(4);
        yjs.together(edits);
        for (int i = 0; i < edits; i++) {
            Edit edit = Edit.random(random, units.toString(), rich, true);
            edit.apply(yjs, TEXTS.get(text));
            edit.apply(units);
        }
        return toJava();
    }

    List<byte[]> editBeside(Random random) {
        yjs.editBeside(random.nextInt());
        return toJava();
    }

    List<byte[]> undoHere(boolean forward) {
        if (undo != null) {
            boolean ignored = forward ? undo.redo() : undo.undo();
        }
        return toYjs();
    }

    List<byte[]> undoThere(boolean forward) {
        Answer ignored = forward ? yjs.redo() : yjs.undo();
        return toJava();
    }

    /** Both halves get these. What Yjs then makes by itself (it tidies up formats) our half gets as well. */
    List<byte[]> receive(List<byte[]> updates) {
        for (byte[] update : updates) {
            yjs.apply(update);
            java.apply(update);
        }
        List<byte[]> made = new ArrayList<>(toJava());
        made.addAll(toYjs());
        return made;
    }

    private List<byte[]> toYjs() {
        List<byte[]> updates = List.copyOf(madeByJava);
        madeByJava.clear();
        updates.forEach(yjs::apply);
        return updates;
    }

    private List<byte[]> toJava() {
        List<byte[]> updates = yjs.drain().list();
        updates.forEach(java::apply);
        return updates;
    }

    /** Everything that can be seen is alike. Undoing keeps what it may need, and keeps it only where it was deleted. */
    void check() {
        List<Answer> deltas = TEXTS.stream().map(yjs::delta).toList();
        Answer waits = yjs.waits();
        Answer vector = yjs.stateVector();
        Answer state = yjs.state();
        for (int i = 0; i < texts.size(); i++) {
            assertThat(Json.lines(texts.get(i).toDelta()))
                    .isEqualTo(deltas.get(i).line());
            followed.get(i).check();
        }
        assertThat(java.stateVector()).as("state vector").isEqualTo(vector.bytes());
        assertThat(java.hasPending()).as("something waits").isEqualTo(waits.flag());
        if (undo == null) {
            same(java.encode(), state.bytes(), "state");
        }
        assertThat(Updates.inspect(java.encode()).deletions())
                .as("delete set")
                .isEqualTo(Updates.inspect(state.bytes()).deletions());
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
