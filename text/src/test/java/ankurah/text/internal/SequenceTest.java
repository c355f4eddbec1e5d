package ankurah.text.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SequenceTest {
    private final Store store = new Store(1, true);
    private final Sequence sequence = store.root("r").list;
    private final List<Integer> model = new ArrayList<>();
    private int clock;

    private int newItem(Random random) {
        int kind = new int[] {Items.STRING, Items.DELETED, Items.FORMAT, Items.EMBED}[random.nextInt(4)];
        int length = kind == Items.STRING || kind == Items.DELETED ? 1 + random.nextInt(5) : 1;
        int item = store.items.add(1, clock, length, kind);
        clock += length;
        if (kind == Items.DELETED) {
            store.items.setDeleted(item);
        }
        return item;
    }

    @Property(tries = 100)
    void keepsOrderAndSumsLikeAList(@ForAll long seed) {
        Random random = new Random(seed);
        int size = 1 + random.nextInt(3000);
        for (int step = 0; step < size; step++) {
            int choice = random.nextInt(8);
            if (choice < 6 || model.isEmpty()) {
                insert(random, choice < 3 ? model.size() : random.nextInt(model.size() + 1));
            } else if (choice == 6) {
                int at = random.nextInt(model.size());
                sequence.remove(model.get(at));
                model.remove(at);
            } else {
                delete(model.get(random.nextInt(model.size())));
            }
        }
        compare(random);
        while (!model.isEmpty()) {
            int at = random.nextInt(model.size());
            sequence.remove(model.remove(at));
            if (model.size() % 500 == 0) {
                compare(random);
            }
        }
        assertThat(sequence.first()).isEqualTo(Items.NONE);
        assertThat(sequence.visible()).isZero();
    }

    private void insert(Random random, int at) {
        int item = newItem(random);
        sequence.insertAfter(at == 0 ? Items.NONE : model.get(at - 1), item);
        model.add(at, item);
    }

    private void delete(int item) {
        int visible = store.items.visible(item);
        int mark = store.items.mark(item);
        store.items.setDeleted(item);
        sequence.adjust(item, -visible, -mark);
    }

    private void compare(Random random) {
        int visible = 0;
        int marks = 0;
        List<Integer> walked = new ArrayList<>();
        for (int item = sequence.first(); item != Items.NONE; item = store.next(item)) {
            walked.add(item);
        }
        assertThat(walked).isEqualTo(model);
        List<Integer> marked = new ArrayList<>();
        for (int i = 0; i < model.size(); i++) {
            int item = model.get(i);
            assertThat(store.previous(item)).isEqualTo(i == 0 ? Items.NONE : model.get(i - 1));
            assertThat(sequence.indexOf(item)).isEqualTo(visible);
            if (store.items.visible(item) > 0) {
                int offset = random.nextInt(store.items.visible(item));
                assertThat(sequence.find(visible + offset)).isEqualTo(item);
                assertThat(store.offset).isEqualTo(offset);
            }
            if (store.items.mark(item) > 0) {
                marked.add(item);
            }
            visible += store.items.visible(item);
            marks += store.items.mark(item);
        }
        assertThat(sequence.visible()).isEqualTo(visible);
        assertThat(sequence.marks()).isEqualTo(marks);
        if (model.isEmpty()) {
            return;
        }
        int a = random.nextInt(model.size());
        int b = random.nextInt(model.size());
        assertThat(a == b || sequence.isBefore(model.get(a), model.get(b)) == a < b)
                .isTrue();
        List<Integer> before = new ArrayList<>();
        sequence.marksBefore(model.getLast(), before::add);
        marked.remove(model.getLast());
        assertThat(before).isEqualTo(marked);
    }
}
