package ankurah.signals.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.signals.MutableSignal;
import ankurah.signals.SignalGraph;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many links there are, and that they stay where they are. */
class LinksTest {
    private final SignalGraph graph = SignalGraph.create();
    private final MutableSignal<Integer> a = graph.signal(1);
    private final MutableSignal<Integer> b = graph.signal(1);

    private static List<Link> links(Object reader) {
        List<Link> links = new ArrayList<>();
        for (Link link = ((Node) reader).deps; link != null; link = link.nextDep) {
            links.add(link);
        }
        return links;
    }

    @Test
    void readingInALoopMakesOneLinkForEachThatIsRead() {
        var sum = graph.computed(() -> {
            int total = 0;
            for (int i = 0; i < 1000; i++) {
                total += a.get() + b.get();
            }
            return total;
        });
        sum.get();
        assertThat(links(sum)).hasSize(2);
    }

    @Test
    void aRunThatReadsTheSameMakesNoLinks() {
        var next = graph.computed(() -> a.get() + 1);
        var effect = graph.effect(() -> {
            next.get();
            b.get();
            a.get();
        });
        List<Link> before = links(effect);
        a.set(2);
        b.set(2);
        assertThat(links(effect)).hasSize(3).containsExactlyElementsOf(before);
    }

    @Test
    void whatIsReadInAnotherOrderIsLinkedOnce() {
        var effect = graph.effect(() -> {
            if (a.get() % 2 == 0) {
                b.get();
            }
            a.get();
            b.get();
        });
        for (int i = 2; i < 10; i++) {
            a.set(i);
            assertThat(links(effect)).extracting(link -> link.dep).containsExactly((Node) a, (Node) b);
        }
    }
}
