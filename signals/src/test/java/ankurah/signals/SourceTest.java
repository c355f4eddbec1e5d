package ankurah.signals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values that live outside of the graph. */
class SourceTest {
    private final Rig rig = new Rig();
    private final SignalGraph graph = rig.graph;

    /** A field of the outside, as a signal. */
    private class Row implements Signal<String>, Source.Upstream {
        final Source source = graph.source(this).named("row");
        String value = "a";

        @Override
        public String get() {
            source.track();
            return value;
        }

        @Override
        public String peek() {
            return value;
        }

        void change(String to) {
            value = to;
            source.invalidate();
        }

        @Override
        public void observed() {
            rig.log.add("observed");
        }

        @Override
        public void unobserved() {
            rig.log.add("unobserved");
        }
    }

    private final class Stamped extends Row {
        @Override
        public @Nullable Object stamp() {
            return value;
        }
    }

    @Test
    void anOutsideValueWakesThoseWhoReadIt() {
        Row row = new Row();
        Computed<Integer> length = graph.computed(() -> row.get().length());
        rig.logging(length);
        row.change("bcd");
        assertThat(rig.log).containsExactly("1", "observed", "3");
    }

    @Test
    void withoutAStampEachInvalidationCounts() {
        Row row = new Row();
        rig.logging(row);
        row.change("a");
        assertThat(rig.log).containsExactly("a", "observed", "a");
    }

    @Test
    void withAStampTheSameAgainWakesNobody() {
        Stamped row = new Stamped();
        rig.logging(row);
        row.change("a");
        graph.batch(() -> {
            row.change("b");
            row.change("a");
        });
        row.change("c");
        assertThat(rig.log).containsExactly("a", "observed", "c");
    }

    @Test
    void whoHasReadTheNewValueAlreadyIsNotWokenByItsInvalidation() {
        Stamped row = new Stamped();
        MutableSignal<Integer> other = graph.signal(0);
        graph.effect(() -> rig.log.add(row.get() + other.get()));
        rig.logging(row);
        row.value = "b"; // the outside is ahead
        other.set(1);
        row.source.invalidate();
        assertThat(rig.log).containsExactly("a0", "observed", "a", "b1", "b");
    }

    @Test
    void oneBatchOfInvalidationsIsOneRun() {
        Row one = new Row();
        Row other = new Row();
        graph.effect(() -> rig.log.add(one.get() + other.get()));
        rig.log.clear();
        graph.batch(() -> {
            one.change("x");
            other.change("y");
        });
        assertThat(rig.log).containsExactly("xy");
    }

    @Test
    void upstreamHearsOfTheFirstAndTheLastWhoDependsOnIt() {
        Row row = new Row();
        Computed<String> upper = graph.computed(() -> row.get() + "!");
        upper.get();
        assertThat(rig.log).as("reading alone observes nothing").isEmpty();
        Effect one = graph.effect(upper::get);
        Effect other = graph.effect(row::get);
        assertThat(rig.taken()).containsExactly("observed");
        one.close();
        assertThat(rig.log).isEmpty();
        other.close();
        assertThat(rig.taken()).containsExactly("unobserved");
        graph.batch(() -> graph.effect(row::get).close());
        assertThat(rig.log).as("come and gone at once").isEmpty();
    }

    @Test
    void upstreamMayChangeTheValueWhenItHears() {
        AtomicInteger value = new AtomicInteger();
        Source[] source = new Source[1];
        source[0] = graph.source(new Source.Upstream() {
            @Override
            public void observed() {
                value.set(42);
                source[0].invalidate();
            }
        });
        graph.effect(() -> {
            source[0].track();
            rig.log.add(value.get());
        });
        assertThat(rig.log).containsExactly(0, 42);
    }

    @Test
    void upstreamThatNeverComesToRestIsStopped() {
        MutableSignal<Boolean> wanted = graph.signal(true);
        Source source = graph.source(new Source.Upstream() {
            @Override
            public void observed() {
                wanted.set(false);
            }

            @Override
            public void unobserved() {
                wanted.set(true);
            }
        });
        graph.effect(() -> {
            if (wanted.get()) {
                source.track();
            }
        });
        assertThat(rig.errors).isNotEmpty().allMatch(error -> error instanceof SignalException.Runaway);
    }

    @Test
    void whatUpstreamThrowsGoesToTheHandler() {
        Source source = graph.source(new Source.Upstream() {
                    @Override
                    public void observed() {
                        throw new IllegalStateException("observed");
                    }

                    @Override
                    public Object stamp() {
                        throw new IllegalStateException("stamp");
                    }
                })
                .named("bad");
        AtomicInteger runs = new AtomicInteger();
        graph.effect(() -> {
            runs.incrementAndGet();
            source.track();
        });
        source.invalidate();
        assertThat(runs).hasValue(2);
        assertThat(rig.failures).isNotEmpty().containsOnly("source \"bad\"");
        assertThat(rig.errors).extracting(Throwable::getMessage).contains("observed", "stamp");
    }
}
