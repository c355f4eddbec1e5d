package ankurah.text.yjs;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.text.SharedText;
import ankurah.text.TextDocument;
import ankurah.text.TextUndo;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same person with the same client id, here and in Yjs: every update and every document has the same bytes. */
@Timeout(value = 30, unit = TimeUnit.MINUTES) // ten times the cases when deep
class SameClientFuzzTest extends WithYjs {
    private static final String MINE = "mine";

    @Test
    void theSameEditsMakeTheSameBytes() {
        Seeds.each("same client", 400, seed -> new Twins(seed, 300).run(30));
    }

    @Test
    void theSameEditsOfALongTextMakeTheSameBytes() {
        Seeds.each("same client, long text", 2, seed -> new Twins(seed, 10_000).run(100));
    }

    private static final class Twins {
        private final Random random;
        private final boolean rich;
        private final int most;
        private final boolean undoes;
        private final TextDocument here;
        private final List<SharedText> texts;
        private final TextUndo undo;
        private final List<byte[]> made = new ArrayList<>();
        private final YjsDoc there;
        private final YjsDoc other;

        Twins(long seed, int most) {
            this.most = most;
            random = new Random(seed);
            rich = random.nextInt(3) != 0;
            undoes = random.nextBoolean();
            boolean collectsGarbage = random.nextInt(4) != 0;
            long client = random.nextLong() >>> 11;
            here = TextDocument.create(client, collectsGarbage);
            texts = Site.TEXTS.stream().map(here::text).toList();
            undo = TextUndo.of(texts.getFirst(), MINE);
            here.onUpdate(update -> {
                if (update.local()) {
                    made.add(update.bytes());
                }
            });
            there = yjs.document(client, collectsGarbage, Site.TEXTS.getFirst());
            other = yjs.document(client ^ 1);
        }

        void run(int steps) {
            for (int i = 0; i < steps; i++) {
                step(random.nextInt(10));
                assertSame();
            }
            there.drop();
            other.drop();
        }

        private void step(int kind) {
            if (kind == 0) {
                hear();
            } else if (undoes && kind < 3) {
                assertThat(undo.undo()).as("undone").isEqualTo(there.undo().flag());
            } else if (undoes && kind == 3) {
                assertThat(undo.redo()).as("redone").isEqualTo(there.redo().flag());
            } else {
                edit(random.nextInt(5) == 0 ? 1 : 0);
            }
        }

        private void edit(int text) {
            int edits = 1 + random.nextInt(most / 100);
            there.together(edits);
            here.transact(MINE, () -> {
                for (int i = 0; i < edits; i++) {
                    Edit edit = Edit.random(random, Followed.units(texts.get(text)), rich, false, most);
                    edit.apply(texts.get(text));
                    edit.apply(there, Site.TEXTS.get(text));
                }
            });
        }

        /** Somebody else writes, knowing all. */
        private void hear() {
            other.apply(here.encode());
            StringBuilder units = new StringBuilder(Followed.units(texts.getFirst()));
            for (int i = random.nextInt(3); i >= 0; i--) {
                Edit edit = Edit.random(random, units.toString(), rich, true, most);
                edit.apply(other, Site.TEXTS.getFirst());
                edit.apply(units);
            }
            other.editBeside(random.nextInt());
            byte[] heard = other.stateSince(here.stateVector()).bytes();
            there.apply(heard);
            here.apply(heard);
        }

        private void assertSame() {
            List<byte[]> theirs = there.drain().list();
            assertThat(made).hasSameSizeAs(theirs);
            for (int i = 0; i < made.size(); i++) {
                Site.same(made.get(i), theirs.get(i), "update");
            }
            made.clear();
            Site.same(here.encode(), there.state().bytes(), "document");
            for (SharedText text : texts) {
                assertThat(Json.lines(text.toDelta()))
                        .isEqualTo(there.delta(text.name()).line());
            }
        }
    }
}
