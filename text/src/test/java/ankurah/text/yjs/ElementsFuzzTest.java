package ankurah.text.yjs;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.text.TextDocument;
import ankurah.text.Updates;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Elements of XML, as editors of rich text write them: all of it may stand in a text, and whoever has it all has the same. */
@Timeout(value = 30, unit = TimeUnit.MINUTES) // ten times the cases when deep
class ElementsFuzzTest extends WithYjs {
    private static final String ELEMENTS = "xml";

    @Test
    void replicasThatGetTheSameElementsInAnyOrderHaveTheSameBytesAndTheTextOfYjs() {
        Seeds.each("elements", 200, seed -> {
            Random random = new Random(seed);
            List<YjsDoc> writers = new ArrayList<>();
            for (int i = 0; i < 2 + random.nextInt(3); i++) {
                writers.add(yjs.document(1 + i, true, random.nextInt(3) == 0 ? ELEMENTS : ""));
            }
            List<byte[]> updates = write(writers, random);
            updates.forEach(update ->
                    assertThat(Updates.needs(update).onlyText()).as("only text").isTrue());

            TextDocument first = replica(updates, random);
            TextDocument second = replica(updates, random);
            Site.same(first.encode(), second.encode(), "another order");
            YjsDoc reader = yjs.document(99);
            updates.forEach(reader::apply);
            assertThat(first.text(ELEMENTS).content()).isEqualTo(reader.lines().line());
            assertThat(first.stateVector()).isEqualTo(reader.stateVector().bytes());
            TextDocument again = TextDocument.replica(0);
            again.text(ELEMENTS);
            again.apply(first.encode());
            assertThat(again.text(ELEMENTS).content())
                    .isEqualTo(first.text(ELEMENTS).content());
            assertThat(again.encode()).isEqualTo(first.encode());
        });
    }

    private static List<byte[]> write(List<YjsDoc> writers, Random random) {
        List<byte[]> all = new ArrayList<>();
        for (int step = 0; step < 40; step++) {
            YjsDoc writer = writers.get(random.nextInt(writers.size()));
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    for (int i = random.nextInt(4); i >= 0 && !all.isEmpty(); i--) {
                        writer.apply(all.get(random.nextInt(all.size())));
                    }
                }
                case 3 -> all.forEach(writer::apply);
                default -> writer.editElements(random.nextInt());
            }
            all.addAll(writer.drain().list());
        }
        return all;
    }

    @Test
    void placesAreFoundWithNoMoreComparisonsThanWereTold() {
        Seeds.each("comparisons", 100, seed -> {
            Random random = new Random(seed);
            List<YjsDoc> writers = List.of(yjs.document(1), yjs.document(2), yjs.document(3));
            List<byte[]> updates = write(writers, random);
            TextDocument document = TextDocument.replica(0);
            for (int from = 0; from < updates.size(); ) {
                int to = Math.min(updates.size(), from + 1 + random.nextInt(4));
                byte[] update = Updates.merge(updates.subList(from, to));
                long most = document.comparisons(update, Long.MAX_VALUE);
                assertThat(document.applyWithin(update, most)).isTrue();
                from = to;
            }
        });
    }

    /** In an order in which what an update builds on may come after it. */
    private static TextDocument replica(List<byte[]> updates, Random random) {
        List<byte[]> shuffled = new ArrayList<>(updates);
        Collections.shuffle(shuffled, random);
        TextDocument document = TextDocument.replica(0);
        document.text(ELEMENTS);
        shuffled.forEach(document::apply);
        if (document.hasPending()) {
            updates.forEach(document::apply);
        }
        assertThat(document.hasPending()).isFalse();
        return document;
    }
}
