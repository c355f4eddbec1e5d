package ankurah.text.internal;

/** Goes through the structs of an update, section by section. */
final class StructCursor {
    final UpdateLayout update;
    private final boolean passesSkips;
    private final Input in;
    private final StructHead head = new StructHead();
    private int section = -1;
    private int left;
    private int nextClock;
    private boolean done;

    int high;
    int low;
    int clock;
    int length;
    private int from;

    /** When it was last looked at, and its place among others: what decides between equal ones in a merge. */
    int stamp;

    final int number;

    /** Stands on the first struct. */
    StructCursor(UpdateLayout update, boolean passesSkips, int number) {
        this.update = update;
        this.passesSkips = passesSkips;
        this.number = number;
        in = new Input(update.bytes);
        next();
    }

    boolean isDone() {
        return done;
    }

    boolean isSkip() {
        return head.kind() == Items.SKIP;
    }

    /** What stands before the content of the struct it stands on; changes with the next. */
    StructHead head() {
        return head;
    }

    int kind() {
        return head.kind();
    }

    int end() {
        return clock + length;
    }

    boolean sameClient(int otherHigh, int otherLow) {
        return high == otherHigh && low == otherLow;
    }

    void next() {
        do {
            while (left == 0) {
                section++;
                if (section == update.sections) {
                    done = true;
                    return;
                }
                in.at = update.at(section);
                left = update.count(section);
                high = update.high(section);
                low = update.low(section);
                nextClock = update.clock(section);
            }
            left--;
            from = in.at;
            head.read(in);
            clock = nextClock;
            length = Contents.skip(in, head.kind());
            nextClock = clock + length;
        } while (passesSkips && isSkip());
    }

    /** The struct it stands on, to be kept. */
    StructPiece piece() {
        int contentAt = head.contentAt;
        return new StructPiece(
                in.data, head.info, head.key != null, from, head.rightAt, contentAt, in.at, high, low, clock, length);
    }
}
