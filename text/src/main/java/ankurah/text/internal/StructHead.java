package ankurah.text.internal;

import org.jspecify.annotations.Nullable;

/** What stands before the content of a struct in an update: its kind, its origins, its parent. */
final class StructHead {
    static final int HAS_ORIGIN = 0x80;
    static final int HAS_RIGHT = 0x40;
    static final int HAS_KEY = 0x20;
    static final int KIND = 0x1f;

    /** The first byte, cleared of the bit for a key unless the key is there. */
    int info;

    int originHigh;
    int originLow;
    int originClock;
    int rightHigh;
    int rightLow;
    int rightClock;

    /** The parent's name if it is a root and told. */
    @Nullable
    String rootName;

    int parentHigh;
    int parentLow;
    int parentClock;

    @Nullable
    String key;

    /** The numbers the document has for the clients named. */
    int originClient;

    int rightClient;
    int parentClient;

    /** Where the right origin begins. */
    int rightAt;
    /** Where the content begins. */
    int contentAt;

    int kind() {
        return info & KIND;
    }

    boolean hasOrigin() {
        return (info & HAS_ORIGIN) != 0;
    }

    boolean hasRight() {
        return (info & HAS_RIGHT) != 0;
    }

    /** Whether the parent is told rather than taken over from a neighbour. */
    boolean tellsParent() {
        return (info & (HAS_ORIGIN | HAS_RIGHT)) == 0;
    }

    void read(Input in) {
        info = in.u8();
        int kind = kind();
        if (kind == Items.GC || kind == Items.SKIP) {
            info = kind;
            contentAt = in.at;
            return;
        }
        if (hasOrigin()) {
            in.client();
            originHigh = in.clientHigh;
            originLow = in.clientLow;
            originClock = in.uint();
        }
        rightAt = in.at;
        if (hasRight()) {
            in.client();
            rightHigh = in.clientHigh;
            rightLow = in.clientLow;
            rightClock = in.uint();
        }
        rootName = null;
        key = null;
        if (tellsParent()) {
            readParent(in);
        } else {
            info &= ~HAS_KEY;
        }
        contentAt = in.at;
    }

    /** Looks up the clients named. */
    void number(Clients clients) {
        if (hasOrigin()) {
            originClient = clients.number(originHigh, originLow);
        }
        if (hasRight()) {
            rightClient = clients.number(rightHigh, rightLow);
        }
        if (tellsParent() && rootName == null) {
            parentClient = clients.number(parentHigh, parentLow);
        }
    }

    private void readParent(Input in) {
        if (in.uint() == 1) {
            rootName = in.string();
        } else {
            in.client();
            parentHigh = in.clientHigh;
            parentLow = in.clientLow;
            parentClock = in.uint();
        }
        if ((info & HAS_KEY) != 0) {
            key = in.string();
        }
    }

    /** Refuses a struct that builds on one of its own client that comes later. */
    void check(Input in, int high, int low, int clock) {
        int kind = kind();
        if (kind == Items.GC || kind == Items.SKIP) {
            return;
        }
        boolean wrong = hasOrigin() && originHigh == high && originLow == low && originClock >= clock
                || hasRight() && rightHigh == high && rightLow == low && rightClock >= clock
                || tellsParent() && rootName == null && parentHigh == high && parentLow == low && parentClock >= clock;
        if (wrong) {
            throw in.malformed("a struct that builds on a later one");
        }
    }
}
