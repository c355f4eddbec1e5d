package ankurah.core.type;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.testkit.DataTypeKit;
import ankurah.event.EventId;
import ankurah.event.Value;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The kit finds each of the mistakes that a data type can make. */
class KitCatchesTest {
    /** A byte that the last operation to arrive decides: sound but for what a test breaks. */
    private static class Bytes extends CommutingType<byte[]> {
        Bytes() {
            super("bytes", 1);
        }

        @Override
        public Set<Value.Kind> kinds() {
            return EnumSet.of(Value.Kind.INT);
        }

        @Override
        public void check(byte[] operation) {
            if (operation.length != 1 || operation[0] < 0) {
                throw new ankurah.event.AnkurahException.Invalid("bytes.malformed", "one byte, not negative");
            }
        }

        @Override
        public byte[] initial() {
            return new byte[] {0};
        }

        @Override
        public byte[] apply(byte[] state, EventId event, byte[] operation) {
            return new byte[] {(byte) Math.max(state[0], operation[0])};
        }

        @Override
        public Value value(byte[] state) {
            return Value.of((long) state[0]);
        }

        @Override
        public byte[] encode(byte[] state) {
            return state.clone();
        }

        @Override
        public byte[] decode(byte[] encoded, Value value) {
            return encoded;
        }

        @Override
        public byte[] combine(byte[] first, byte[] second) {
            return first[0] > second[0] ? first : second;
        }

        @Override
        public byte[] erased(byte[] operation) {
            return new byte[] {0};
        }
    }

    private static void run(CommutingType<byte[]> type) {
        DataTypeKit.of(type, (random, seen) -> TypedOperation.of(type, new byte[] {(byte) random.nextInt(100)}))
                .withHistories(20)
                .run();
    }

    @Test
    void aSoundTypePasses() {
        run(new Bytes());
    }

    @Test
    void thatAStateWithoutSomeOperationsIsNotWhatTheOthersMake() {
        assertThatThrownBy(() -> run(new Bytes() {
                    @Override
                    public byte[] without(byte[] state, List<byte[]> operations) {
                        return state;
                    }
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("is not what the others make");
    }

    @Test
    void thatTheLastToArriveWins() {
        assertThatThrownBy(() -> run(new Bytes() {
                    @Override
                    public byte[] apply(byte[] state, EventId event, byte[] operation) {
                        return operation;
                    }
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed ")
                .hasMessageContaining("ends differently");
    }

    @Test
    void thatAStateIsChangedUnderItsReaders() {
        assertThatThrownBy(() -> run(new Bytes() {
                    @Override
                    public byte[] apply(byte[] state, EventId event, byte[] operation) {
                        state[0] = (byte) Math.max(state[0], operation[0]);
                        return state;
                    }

                    @Override
                    public byte[] encode(byte[] state) {
                        return state;
                    }
                }))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void thatBytesForgetSomething() {
        assertThatThrownBy(() -> run(new Bytes() {
                    @Override
                    public byte[] decode(byte[] encoded, Value value) {
                        return new byte[] {(byte) (encoded[0] & 63)};
                    }
                }))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void thatErasingTwiceIsNotErasingOnce() {
        assertThatThrownBy(() -> run(new Bytes() {
                    @Override
                    public byte[] erased(byte[] operation) {
                        return new byte[] {(byte) (operation[0] / 2)};
                    }
                }))
                .hasMessageContaining("erasing twice");
    }

    @Test
    void thatACheckStumbles() {
        assertThatThrownBy(() -> run(new Bytes() {
                    @Override
                    public void check(byte[] operation) {
                        byte unused = operation[Arrays.hashCode(operation) == 0 ? 1 : 0];
                    }
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("takes an operation with a byte behind it");
    }

    @Test
    void thatAStateUsesTheMarkOfOperationsThatAreKept() {
        assertThatThrownBy(() -> run(new Bytes() {
                    @Override
                    public byte[] encode(byte[] state) {
                        return new byte[] {(byte) 0xff, state[0]};
                    }
                }))
                .hasMessageContaining("begins with ff");
    }

    @Test
    void thatTheOrderOfIdsIsNotTheWholeStory() {
        RefoldedType<Long> byArrival = new RefoldedType<>("arrivals", 1) {
            private long calls;

            @Override
            public Set<Value.Kind> kinds() {
                return EnumSet.of(Value.Kind.INT);
            }

            @Override
            public void check(byte[] operation) {
                if (operation.length != 1) {
                    throw new ankurah.event.AnkurahException.Invalid("bytes.malformed", "one byte");
                }
            }

            @Override
            public Long initial() {
                return 0L;
            }

            @Override
            public Long fold(Long state, EventId event, byte[] operation) {
                calls++;
                return state + calls;
            }

            @Override
            public Value value(Long state) {
                return Value.of(state);
            }

            @Override
            public byte[] encode(Long state) {
                return new ankurah.event.cbor.CborWriter(9).integer(state).toBytes();
            }

            @Override
            public Long decode(byte[] encoded) {
                return new ankurah.event.cbor.CborReader(encoded).integer();
            }

            @Override
            public byte[] combine(byte[] first, byte[] second) {
                return second;
            }

            @Override
            public byte[] erased(byte[] operation) {
                return operation;
            }
        };
        assertThatThrownBy(() -> DataTypeKit.of(
                                byArrival, (random, seen) -> TypedOperation.of(byArrival, new byte[] {1}))
                        .run())
                .isInstanceOf(AssertionError.class);
    }
}
