package ankurah.signals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Graphs made at random, changed at random, against a model that computes everything anew each time it is asked: every
 * value is the model's, every effect has seen the model's present, ran at most once a batch, and only for a reason.
 */
class RandomGraphTest {

    @Property
    void aGraphAlwaysSaysWhatComputingAllOfItAnewWouldSay(@ForAll long seed) {
        new Play(seed).run(120);
    }

    /** Signals, computed values and sources under one number each, and the program that changes them. */
    private static final class Play {
        final Random dice;
        final List<Throwable> errors = new ArrayList<>();
        final SignalGraph graph = SignalGraph.create((where, error) -> errors.add(error));
        final List<Cell> cells = new ArrayList<>();
        final List<Watch> watches = new ArrayList<>();
        final List<Scope> scopes = new ArrayList<>();
        /** Computations since the outermost batch began, by cell. */
        final Map<Integer, Integer> computed = new HashMap<>();
        /** Whether the present batch reads what it has changed, and changes it again. */
        boolean readsBetween;

        Play(long seed) {
            dice = new Random(seed);
        }

        void run(int steps) {
            for (int i = 0; i < 4; i++) {
                addInput();
            }
            for (int i = 0; i < steps; i++) {
                computed.clear();
                readsBetween = false;
                step();
                assertThat(errors).isEmpty();
                check();
            }
            watches.forEach(watch -> watch.effect.close());
            computed.clear();
            cells.forEach(Cell::change);
            assertThat(computed).as("nothing is computed when nobody asks").isEmpty();
        }

        void step() {
            switch (dice.nextInt(12)) {
                case 0 -> addInput();
                case 1, 2, 3 -> cells.add(new Derived(this, cells.size()));
                case 4, 5 -> watches.add(new Watch(this, null));
                case 6 -> close();
                case 7 -> scopeStep();
                case 8 -> pick().change();
                default -> batch();
            }
        }

        void addInput() {
            cells.add(dice.nextInt(4) == 0 ? new Outside(this) : new Input(this));
        }

        void close() {
            if (!watches.isEmpty()) {
                watches.remove(dice.nextInt(watches.size())).effect.close();
            }
        }

        void scopeStep() {
            if (scopes.isEmpty() || dice.nextInt(3) == 0) {
                scopes.add(graph.scope());
            }
            Scope scope = scopes.get(dice.nextInt(scopes.size()));
            if (dice.nextInt(3) == 0) {
                scope.close();
                scopes.remove(scope);
                watches.removeIf(watch -> watch.scope == scope);
            } else {
                scope.run(() -> watches.add(new Watch(this, scope)));
            }
        }

        void batch() {
            Map<Watch, Boolean> due = new HashMap<>();
            readsBetween = dice.nextInt(3) == 0;
            watches.forEach(watch -> watch.runs = 0);
            graph.batch(() -> {
                for (int i = dice.nextInt(6); i >= 0; i--) {
                    pick().change();
                    if (dice.nextInt(10) == 0) {
                        close();
                    }
                    if (readsBetween) {
                        Cell read = pick();
                        assertThat(outcome(read::get)).isEqualTo(read.model());
                    }
                }
                watches.forEach(watch -> due.put(watch, watch.isOutOfDate()));
            });
            due.forEach((watch, must) -> {
                assertThat(watch.runs).as("runs in one batch").isBetween(must ? 1 : 0, must || readsBetween ? 1 : 0);
            });
        }

        Cell pick() {
            return cells.get(dice.nextInt(cells.size()));
        }

        void check() {
            if (!readsBetween) {
                assertThat(computed.values())
                        .as("computations of one cell in one batch")
                        .allMatch(n -> n == 1);
            }
            for (Watch watch : watches) {
                assertThat(watch.isOutOfDate()).isFalse();
            }
            for (int i = dice.nextInt(3); i > 0; i--) {
                Cell cell = pick();
                assertThat(outcome(cell::get)).isEqualTo(cell.model());
                assertThat(outcome(cell::peek)).isEqualTo(cell.model());
            }
        }
    }

    /** A value, or the very exception that stands in its place. */
    private static Object outcome(Computation<Integer> read) {
        try {
            return read.compute();
        } catch (Failure failure) {
            return failure;
        }
    }

    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failure(int cell) {
            super("cell " + cell, null, false, false);
        }
    }

    private interface Cell {
        int get();

        int peek();

        /** The value, or failure, computed anew. */
        Object model();

        void change();
    }

    private static final class Input implements Cell {
        private final Play play;
        private final MutableSignal<Integer> signal;
        private int value;

        Input(Play play) {
            this.play = play;
            value = play.dice.nextInt(5);
            signal = play.graph.signal(value);
        }

        @Override
        public int get() {
            return signal.get();
        }

        @Override
        public int peek() {
            return signal.peek();
        }

        @Override
        public Object model() {
            return value;
        }

        @Override
        public void change() {
            value = play.dice.nextInt(5);
            if (play.dice.nextBoolean()) {
                signal.set(value);
            } else {
                signal.update(before -> value);
            }
        }
    }

    /** A value that lives outside of the graph. */
    private static final class Outside implements Cell, Source.Upstream {
        private final Play play;
        private final Source source;
        private int value;

        Outside(Play play) {
            this.play = play;
            source = play.graph.source(this);
        }

        @Override
        public Object stamp() {
            return value;
        }

        @Override
        public int get() {
            source.track();
            return value;
        }

        @Override
        public int peek() {
            return value;
        }

        @Override
        public Object model() {
            return value;
        }

        @Override
        public void change() {
            value = play.dice.nextInt(5);
            source.invalidate();
        }
    }

    private static final class Derived implements Cell {
        private final Play play;
        private final int number;
        private final int kind;
        private final List<Cell> from = new ArrayList<>();
        private final Failure failure;
        private final Computed<Integer> computed;

        Derived(Play play, int number) {
            this.play = play;
            this.number = number;
            kind = play.dice.nextInt(5);
            for (int i = 0; i < 4; i++) {
                // Mostly from the last few, so that graphs become deep.
                int back = play.dice.nextBoolean() ? play.dice.nextInt(Math.min(number, 5)) : play.dice.nextInt(number);
                from.add(play.cells.get(number - 1 - back));
            }
            failure = new Failure(number);
            computed = play.graph.computed(this::compute);
        }

        private int compute() {
            play.computed.merge(number, 1, Integer::sum);
            return apply(Cell::get);
        }

        private int apply(Read read) {
            return switch (kind) {
                case 0 -> read.of(from.get(0)) + read.of(from.get(1));
                case 1 -> read.of(from.get(0)) % 2 == 0 ? read.of(from.get(1)) : read.of(from.get(2));
                case 2 -> Math.min(read.of(from.get(0)), 3); // often the same as before
                case 3 -> {
                    int first = read.of(from.get(0));
                    if (first % 5 == 4) {
                        throw failure;
                    }
                    yield first + read.of(from.get(3)) - read.of(from.get(0));
                }
                default -> {
                    int sum = 0;
                    for (int i = 0; i < Math.floorMod(read.of(from.get(0)), 4); i++) {
                        sum += read.of(from.get(i)) * (i + 1);
                    }
                    yield sum % 7;
                }
            };
        }

        private interface Read {
            int of(Cell cell);
        }

        @Override
        public int get() {
            return computed.get();
        }

        @Override
        public int peek() {
            return computed.peek();
        }

        @Override
        public Object model() {
            try {
                return apply(cell -> {
                    if (cell.model() instanceof Integer value) {
                        return value;
                    }
                    throw (Failure) cell.model();
                });
            } catch (Failure thrown) {
                return thrown;
            }
        }

        @Override
        public void change() {}
    }

    /** An effect that notes what it saw; the first cell it reads decides which others it reads. */
    private static final class Watch {
        private final List<Cell> from = new ArrayList<>();
        private final List<Cell> read = new ArrayList<>();
        private final List<Object> seen = new ArrayList<>();
        private final Scope scope;
        private final Effect effect;
        private int runs;
        private int inner;

        Watch(Play play, Scope scope) {
            this.scope = scope;
            for (int i = 0; i < 3; i++) {
                from.add(play.pick());
            }
            effect = play.graph.effect(() -> {
                runs++;
                read.clear();
                seen.clear();
                Object first = look(from.get(0));
                look(from.get(first instanceof Integer value && value % 2 == 0 ? 1 : 2));
                int mine = ++inner;
                play.graph.effect(() -> {
                    assertThat(mine).as("an effect of an older run").isEqualTo(inner);
                    outcome(from.get(1)::get);
                });
            });
        }

        private Object look(Cell cell) {
            Object value = outcome(cell::get);
            assertThat(value).as("what an effect sees").isEqualTo(cell.model());
            read.add(cell);
            seen.add(value);
            return value;
        }

        boolean isOutOfDate() {
            for (int i = 0; i < read.size(); i++) {
                if (!Objects.equals(seen.get(i), read.get(i).model())) {
                    return true;
                }
            }
            return false;
        }
    }
}
