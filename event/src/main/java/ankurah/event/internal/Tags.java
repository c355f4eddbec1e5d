package ankurah.event.internal;

/** CBOR tags of values. 4, 37 and 100 are registered with IANA; the others are ours. */
final class Tags {
    /** A decimal fraction, RFC 8949 section 3.4.4. */
    static final long DECIMAL = 4;

    static final long BIG_POSITIVE = 2;
    static final long BIG_NEGATIVE = 3;
    static final long UUID = 37;
    /** Days since 1970-01-01, RFC 8943. */
    static final long DATE = 100;

    static final long INSTANT = 60001;
    static final long LOCAL_DATETIME = 60002;
    static final long ID = 60003;
    static final long JSON = 60004;

    private Tags() {}
}
