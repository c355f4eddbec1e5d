package ankurah.text.internal;

/** The columns of an update of version 2: lib0's run-length decoders. */
final class V2Columns {
    private V2Columns() {}

    /** Numbers with their counts. */
    static class UintRuns {
        final Input in;
        private double value;
        private int count;

        UintRuns(Input in) {
            this.in = in;
        }

        double read() {
            if (count == 0) {
                double read = in.varInt();
                boolean isRun = read < 0 || read == 0 && 1 / read < 0;
                value = Math.abs(read);
                count = isRun ? plusTwo(in) : 1;
            }
            count--;
            return value;
        }

        int readInt() {
            return toInt(in, read());
        }
    }

    /** Numbers as differences, with their counts. */
    static final class DifferenceRuns {
        private final Input in;
        private double value;
        private double difference;
        private int count;

        DifferenceRuns(Input in) {
            this.in = in;
        }

        int read() {
            if (count == 0) {
                double read = in.varInt();
                difference = Math.floor(read / 2);
                boolean isRun = read - 2 * difference == 1;
                count = isRun ? plusTwo(in) : 1;
            }
            value += difference;
            count--;
            return toInt(in, value);
        }
    }

    /** Bytes with their counts; the last goes on for ever. */
    static final class ByteRuns {
        private final Input in;
        private int value;
        private int count;
        private boolean isEndless;

        ByteRuns(Input in) {
            this.in = in;
        }

        int read() {
            if (count == 0 && !isEndless) {
                value = in.u8();
                if (in.remaining() > 0) {
                    count = in.uint();
                    if (count == Integer.MAX_VALUE) {
                        throw in.malformed("too long a run");
                    }
                    count++;
                } else {
                    isEndless = true;
                }
            }
            count -= isEndless ? 0 : 1;
            return value;
        }
    }

    /** One long string, and the lengths of its parts. */
    static final class Strings {
        private final String all;
        private final UintRuns lengths;
        private int at;

        Strings(Input in) {
            all = in.string();
            lengths = new UintRuns(in);
        }

        String read() {
            int length = lengths.readInt();
            if (length > all.length() - at) {
                throw lengths.in.malformed("a string longer than what is left of all strings");
            }
            at += length;
            return all.substring(at - length, at);
        }
    }

    private static int plusTwo(Input in) {
        int count = in.uint();
        if (count > Integer.MAX_VALUE - 2) {
            throw in.malformed("too long a run");
        }
        return count + 2;
    }

    private static int toInt(Input in, double value) {
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw in.malformed("a number of 2^31 or more, or below 0");
        }
        return (int) value;
    }
}
