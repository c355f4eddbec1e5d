package ankurah.text.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class StructsTest {
    @Property(tries = 100)
    void findsEveryClockWhateverWasSplitAndMerged(@ForAll long seed) {
        Random random = new Random(seed);
        Items items = new Items();
        Structs structs = new Structs(items);
        List<Integer> model = new ArrayList<>();
        for (int step = random.nextInt(4000); step >= 0; step--) {
            int choice = random.nextInt(6);
            if (choice < 3 || model.isEmpty()) {
                int length = 1 + random.nextInt(4);
                int struct = items.add(1, structs.state(), length, Items.STRING);
                structs.append(struct, length);
                model.add(struct);
            } else if (choice == 3) {
                split(items, structs, model, random.nextInt(model.size()));
            } else if (model.size() > 1) {
                merge(items, structs, model, 1 + random.nextInt(model.size() - 1));
            }
        }
        List<Integer> walked = new ArrayList<>();
        for (int at = structs.first(); at >= 0; at = structs.next(at)) {
            walked.add(structs.at(at));
            assertThat(structs.countFrom(at)).isEqualTo(model.size() - walked.size() + 1);
        }
        assertThat(walked).isEqualTo(model);
        for (int i = model.size() - 1, at = structs.last(); i >= 0; i--, at = structs.previous(at)) {
            assertThat(structs.at(at)).isEqualTo(model.get(i));
        }
        for (int struct : model) {
            int clock = items.clock(struct) + random.nextInt(items.length(struct));
            assertThat(structs.at(structs.find(clock))).isEqualTo(struct);
        }
    }

    private static void split(Items items, Structs structs, List<Integer> model, int index) {
        int left = model.get(index);
        if (items.length(left) > 1) {
            int clock = items.clock(left) + 1;
            int right = items.add(1, clock, items.length(left) - 1, Items.STRING);
            int at = structs.find(items.clock(left));
            items.setLength(left, 1);
            structs.insertAfter(at, right);
            model.add(index + 1, right);
        }
    }

    private static void merge(Items items, Structs structs, List<Integer> model, int index) {
        int left = model.get(index - 1);
        int right = model.remove(index);
        structs.remove(structs.find(items.clock(right)));
        items.setLength(left, items.length(left) + items.length(right));
        items.free(right);
    }
}
