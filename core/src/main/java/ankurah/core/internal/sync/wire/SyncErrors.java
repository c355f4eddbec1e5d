package ankurah.core.internal.sync.wire;

import ankurah.event.AnkurahException;
import org.jspecify.annotations.Nullable;

/** The error codes of this room, and the codes a connection is closed with. docs/protocol.md has the table of these. */
public final class SyncErrors {
    public static final String VERSION = "sync.version";
    public static final String MALFORMED = "sync.malformed";
    public static final String UNKNOWN_MESSAGE = "sync.unknown_message";
    public static final String UNEXPECTED_MESSAGE = "sync.unexpected_message";
    public static final String CHUNK_ORDER = "sync.chunk_order";
    public static final String FRAME_TOO_LARGE = "sync.frame_too_large";
    public static final String MESSAGE_TOO_LARGE = "sync.message_too_large";
    public static final String TEXT_FRAME = "sync.text_frame";
    public static final String HANDSHAKE_TIMEOUT = "sync.handshake_timeout";
    public static final String SILENT = "sync.silent";
    public static final String TOO_MANY_CONNECTIONS = "sync.too_many_connections";
    public static final String TOO_MANY_SUBSCRIPTIONS = "sync.too_many_subscriptions";
    public static final String TOO_MANY_REQUESTS = "sync.too_many_requests";
    public static final String SUBSCRIPTION_TWICE = "sync.subscription_twice";
    public static final String QUERY_TOO_LONG = "sync.query_too_long";
    public static final String CREDENTIAL = "sync.credential";
    public static final String CREDENTIAL_EXPIRED = "sync.credential_expired";
    public static final String CREDENTIAL_REVOKED = "sync.credential_revoked";
    public static final String OTHER_PRINCIPAL = "sync.other_principal";
    public static final String AUTHORITY_CHANGED = "sync.authority_changed";
    public static final String OTHER_SYSTEM = "sync.other_system";
    public static final String SHUTDOWN = "sync.shutdown";
    public static final String INTERNAL = "sync.internal";
    public static final String OFFLINE = "sync.offline";
    public static final String UNREACHABLE = "sync.unreachable";
    public static final String CLOSED = "sync.closed";
    public static final String OUTBOX_FULL = "sync.outbox_full";
    public static final String DURABLE_NODES_STORE = "sync.durable_nodes_store";

    public static final String PRESENCE_TOO_LARGE = "presence.too_large";
    public static final String PRESENCE_TOO_MANY = "presence.too_many";
    public static final String PRESENCE_FULL = "presence.full";
    public static final String PRESENCE_FLOOD = "presence.flood";
    public static final String PRESENCE_UNSUPPORTED = "presence.unsupported";

    public static final int CLOSE_NORMAL = 1000;
    public static final int CLOSE_GOING_AWAY = 1001;
    public static final int CLOSE_PROTOCOL_ERROR = 1002;
    public static final int CLOSE_UNSUPPORTED_DATA = 1003;
    public static final int CLOSE_ABNORMAL = 1006;
    public static final int CLOSE_POLICY = 1008;
    public static final int CLOSE_TOO_BIG = 1009;
    public static final int CLOSE_INTERNAL = 1011;
    public static final int CLOSE_TRY_LATER = 1013;

    private SyncErrors() {}

    public static AnkurahException.Invalid malformed(String message, @Nullable Throwable cause) {
        return new AnkurahException.Invalid(MALFORMED, message, cause);
    }

    /** The close code that goes with an error. */
    public static int closeCode(WireError error) {
        return switch (error.code()) {
            case FRAME_TOO_LARGE, MESSAGE_TOO_LARGE -> CLOSE_TOO_BIG;
            case TEXT_FRAME -> CLOSE_UNSUPPORTED_DATA;
            case SHUTDOWN -> CLOSE_GOING_AWAY;
            case TOO_MANY_SUBSCRIPTIONS, TOO_MANY_REQUESTS, QUERY_TOO_LONG, SILENT, HANDSHAKE_TIMEOUT -> CLOSE_POLICY;
            default -> closeCode(error.category());
        };
    }

    private static int closeCode(AnkurahException.Category category) {
        return switch (category) {
            case INVALID -> CLOSE_PROTOCOL_ERROR;
            case NOT_FOUND, REFUSED, CONFLICT -> CLOSE_POLICY;
            case UNAVAILABLE -> CLOSE_TRY_LATER;
            case FAULT -> CLOSE_INTERNAL;
        };
    }
}
