package ankurah.core.internal.sync.wire;

/** The first item of every message. Numbers are never reused. */
final class Types {
    static final int CHUNK = 0;
    static final int PING = 1;
    static final int PONG = 2;
    static final int FAILURE = 3;

    static final int HELLO = 10;
    static final int SUBSCRIBE = 11;
    static final int UNSUBSCRIBE = 12;
    static final int SUBMIT = 13;
    static final int REQUEST = 14;
    static final int CANCEL = 15;
    static final int DECLARE = 16;
    static final int RENEW = 17;
    static final int PRESENT = 18;

    static final int WELCOME = 20;
    static final int PAGE = 21;
    static final int READY = 22;
    static final int CHANGES = 23;
    static final int UNSUBSCRIBED = 24;
    static final int SUBSCRIPTION_FAILED = 25;
    static final int COMMITTED = 26;
    static final int REJECTED = 27;
    static final int ANSWER = 28;
    static final int REQUEST_FAILED = 29;
    static final int DECLARATION_FAILED = 30;
    static final int STANDING = 31;
    static final int PRESENCE = 32;
    static final int PRESENCE_FAILED = 33;

    static final int ASK_GET = 0;
    static final int ASK_ROWS = 1;
    static final int ASK_EXPLAIN = 2;
    static final int ASK_HISTORY = 3;
    static final int ASK_POSITION = 4;
    static final int ASK_INSTANT = 5;
    static final int ASK_GET_AT = 6;
    static final int ASK_ROWS_AT = 7;
    static final int ASK_HEADS = 8;
    static final int ASK_SCHEMA = 9;

    private Types() {}
}
