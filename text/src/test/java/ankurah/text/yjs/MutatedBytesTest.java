package ankurah.text.yjs;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.text.SharedText;
import ankurah.text.TextDocument;
import ankurah.text.TextFormatException;
import ankurah.text.TextPosition;
import ankurah.text.Updates;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bytes that nobody wrote: a typed refusal that changes nothing, or a document in order; little memory either way. */
@Timeout(value = 30, unit = TimeUnit.MINUTES) // ten times the cases when deep
class MutatedBytesTest extends WithYjs {
    private static final int HISTORIES = 100;
    private static final int MUTATIONS = 200;

    /** What reading so small an input may allocate, however large the numbers in it are. */
    private static final long ALLOCATED_MAX = 8 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aMutatedUpdateIsRefusedWithoutATraceOrLeavesADocumentInOrder() {
        Seeds.each("mutated updates", HISTORIES, seed -> {
            Random random = new Random(seed);
            History history = History.of(yjs, random, 15);
            TextDocument document = history.document(7);
            for (int i = 0; i < MUTATIONS; i++) {
                boolean v2 = random.nextInt(3) == 0;
                byte[] bytes = Mutation.of(random, v2 ? history.stateV2() : history.any(), history.any());
                if (apply(document, bytes, v2)) {
                    checkInOrder(document);
                    document = history.document(7);
                }
            }
        });
    }

    /** Whether it was applied. */
    private static boolean apply(TextDocument document, byte[] bytes, boolean v2) {
        byte[] before = document.encode();
        boolean pending = document.hasPending();
        boolean applied = accepts(() -> {
            if (v2) {
                document.applyV2(bytes);
            } else {
                document.apply(bytes);
            }
        });
        if (!applied) {
            assertThat(document.encode()).as("a document that refused").isEqualTo(before);
            assertThat(document.hasPending()).isEqualTo(pending);
        }
        return applied;
    }

    /**
     * It can still be read again and written to. It is not said that its text is the same when read again: with origins that no
     * program makes, the order of arrival matters, in Yjs too; and what waited for the impossible may then be tried again.
     */
    private static void checkInOrder(TextDocument document) {
        TextDocument again = TextDocument.create(8);
        again.apply(document.encode());
        if (!document.hasPending()) {
            assertThat(again.stateVector()).as("read again").isEqualTo(document.stateVector());
        }
        for (String name : Site.TEXTS) {
            SharedText text = document.text(name);
            text.toDelta();
            text.insert(0, "x");
            text.delete(0, text.length());
            assertThat(text.toString()).isEmpty();
        }
        assertThat(Updates.inspect(document.encode()).structs()).isNotEmpty();
    }

    @Test
    void mutatedBytesAreRefusedOrUnderstoodByWhateverReadsThem() {
        Seeds.each("mutated bytes", HISTORIES, seed -> {
            Random random = new Random(seed);
            History history = History.of(yjs, random, 15);
            TextDocument document = history.document(7);
            byte[] position =
                    document.text("text").positionAt(0, TextPosition.Side.LEFT).encode();
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] update = Mutation.of(random, history.any(), history.any());
                byte[] known = Mutation.of(random, document.stateVector(), history.any());
                byte[] place = Mutation.of(random, position, known);
                accepts(() -> Updates.merge(List.of(history.any(), update)));
                accepts(() -> Updates.diff(update, document.stateVector()));
                accepts(() -> Updates.diff(history.any(), known));
                accepts(() -> Updates.stateVectorOf(update));
                accepts(() -> Updates.inspect(update));
                accepts(() -> Updates.erase(update));
                accepts(() -> Updates.fromV2(Mutation.of(random, history.stateV2(), update)));
                accepts(() -> Updates.readStateVector(known));
                accepts(() -> document.encode(known));
                accepts(() -> document.text("text").indexOf(TextPosition.decode(place)));
            }
        });
    }

    /** False if it was refused with the one exception there is for it. */
    private static boolean accepts(Runnable reading) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            reading.run();
            return true;
        } catch (TextFormatException e) {
            assertThat(e.getMessage()).startsWith("at byte ");
            return false;
        } finally {
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .as("bytes allocated")
                    .isLessThan(ALLOCATED_MAX);
        }
    }
}
