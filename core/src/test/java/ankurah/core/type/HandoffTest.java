package ankurah.core.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.Context;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.testkit.DataTypeKit;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.storage.MemoryStorage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A type whose states hand a working copy on: it is read from bytes only where the line of states forks. */
class HandoffTest {
    /** Lines, sorted; the working copy is the set of them. */
    private static final class Lines extends CommutingType<Lines.State> {
        private final long bytes;
        int reads;

        record State(List<String> lines, Handoff<TreeSet<String>> copy) {}

        Lines(long bytes) {
            super("lines", 1);
            this.bytes = bytes;
        }

        TypedOperation<State> write(String line) {
            return operation(line.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Set<Value.Kind> kinds() {
            return EnumSet.of(Value.Kind.INT);
        }

        @Override
        public void check(byte[] operation) {
            if (operation.length != 1 || operation[0] < 'a' || operation[0] > 'z') {
                throw new AnkurahException.Invalid("lines.malformed", "one small letter");
            }
        }

        @Override
        public State initial() {
            return new State(List.of(), new Handoff<>(null, 0));
        }

        @Override
        public State apply(State state, EventId event, byte[] operation) {
            TreeSet<String> copy = state.copy.take();
            if (copy == null) {
                reads++;
                copy = new TreeSet<>(state.lines);
            }
            copy.add(new String(operation, StandardCharsets.UTF_8));
            return new State(List.copyOf(copy), new Handoff<>(copy, bytes));
        }

        @Override
        public Handoff<?> handoff(State state) {
            return state.copy;
        }

        @Override
        public Value value(State state) {
            return Value.of(state.lines.size());
        }

        @Override
        public byte[] encode(State state) {
            return String.join("", state.lines).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public State decode(byte[] encoded, Value value) {
            List<String> lines = new ArrayList<>();
            for (byte b : encoded) {
                lines.add(String.valueOf((char) b));
            }
            return new State(List.copyOf(lines), new Handoff<>(null, 0));
        }

        @Override
        public byte[] combine(byte[] first, byte[] second) {
            throw new AnkurahException.Invalid("lines.once", "one line in a transaction");
        }

        @Override
        public byte[] erased(byte[] operation) {
            return new byte[] {'z'};
        }
    }

    private static String letter(int i) {
        return String.valueOf((char) ('a' + i % 26));
    }

    @Test
    void itIsSoundAsAnyType() {
        Lines lines = new Lines(1);
        DataTypeKit.of(lines, (Random random, Lines.State seen) -> lines.write(letter(random.nextInt(26))))
                .withHistories(30)
                .run();
    }

    @Test
    void commitAfterCommitChangesOneCopy() {
        Lines lines = new Lines(1);
        try (Node node = Node.durable(
                MemoryStorage.open(), Policy.allowAll(), DataTypes.builtIn().with(lines))) {
            Context ctx = node.context();
            EntityId id = ctx.transact(tx -> tx.create("text", Map.of(), Map.of("p", lines.write("a")))
                            .id())
                    .value();
            lines.reads = 0;
            try (LiveQuery live = ctx.live("text", "p > 0")) {
                for (int i = 1; i < 20; i++) {
                    String line = letter(i);
                    ctx.run(tx -> tx.apply(id, "p", lines.write(line)));
                    assertThat(live.result().get(0).get("p")).isEqualTo(Value.of(i + 1));
                }
            }
            assertThat(lines.reads).as("reads of the whole for 19 commits").isEqualTo(0);
            ctx.run(tx -> {
                tx.apply(id, "p", lines.write("z"));
                assertThat(tx.get(id).get("p")).isEqualTo(Value.of(21));
            });
            assertThat(lines.reads)
                    .as("a transaction that looks forks the line")
                    .isEqualTo(1);
            assertThat(ctx.get(id).get("p")).isEqualTo(Value.of(21));
        }
    }

    @Test
    void copiesThatWereNotUsedForLongestGo() {
        Lines large = new Lines(30L << 20);
        try (Node node = Node.durable(
                MemoryStorage.open(), Policy.allowAll(), DataTypes.builtIn().with(large))) {
            Context ctx = node.context();
            List<EntityId> ids = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                ids.add(ctx.transact(tx -> tx.create("text", Map.of(), Map.of("p", large.write("a")))
                                .id())
                        .value());
            }
            large.reads = 0;
            ctx.run(tx -> tx.apply(ids.get(2), "p", large.write("b")));
            ctx.run(tx -> tx.apply(ids.get(1), "p", large.write("b")));
            assertThat(large.reads).isEqualTo(0);
            ctx.run(tx -> tx.apply(ids.get(0), "p", large.write("b")));
            assertThat(large.reads).isEqualTo(1);
            for (EntityId id : ids) {
                assertThat(ctx.get(id).get("p")).isEqualTo(Value.of(2));
            }
        }
    }

    @Test
    void aRefusalLeavesTheStateAsItWas() {
        Lines lines = new Lines(1);
        try (Node node = Node.durable(
                MemoryStorage.open(), Policy.allowAll(), DataTypes.builtIn().with(lines))) {
            Context ctx = node.context();
            EntityId id = ctx.transact(tx -> tx.create("text", Map.of(), Map.of("p", lines.write("a")))
                            .id())
                    .value();
            assertThatThrownBy(() -> ctx.run(tx -> {
                        tx.apply(id, "p", lines.write("b"));
                        tx.apply(id, "p", lines.write("c"));
                    }))
                    .hasMessageContaining("one line");
            assertThat(ctx.get(id).get("p")).isEqualTo(Value.of(1));
        }
    }
}
