package ankurah.core.internal.sync.client;

import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.MessageWriter;
import ankurah.core.internal.sync.wire.QueryText;
import ankurah.core.internal.sync.wire.SyncErrors;
import ankurah.event.AnkurahException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the server takes, as its welcome says. A server hangs up on who sends more, so a query beyond it is refused here,
 * where only its own reader is told.
 */
record ServerLimits(
        int frameBytes,
        long messageBytes,
        long queryTextBytes,
        int subscriptions,
        long skewMillis,
        long presenceBytes,
        @Nullable Long credentialMillis) {
    /** What a server takes that has not been heard of yet. */
    static final ServerLimits USUAL = new ServerLimits(1 << 20, 17 << 20, 64 << 10, 1_000, 60_000, 0, null);

    private static final int LEAST_FRAME_BYTES = 1 << 10;

    static ServerLimits of(Map<String, Long> told) {
        long frame = limit(told, "frame_bytes", USUAL.frameBytes);
        return new ServerLimits(
                (int) Math.max(LEAST_FRAME_BYTES, Math.min(USUAL.frameBytes, frame)),
                limit(told, "message_bytes", USUAL.messageBytes),
                limit(told, "query_text_bytes", USUAL.queryTextBytes),
                (int) Math.min(Integer.MAX_VALUE, limit(told, "subscriptions", USUAL.subscriptions)),
                limit(told, "skew_millis", USUAL.skewMillis),
                Math.max(0, told.getOrDefault("presence_bytes", 0L)),
                told.get("credential_millis"));
    }

    private static long limit(Map<String, Long> told, String name, long usual) {
        long limit = told.getOrDefault(name, usual);
        return limit < 1 ? usual : limit;
    }

    /** @throws AnkurahException.Invalid {@code sync.query_too_long}, {@code sync.message_too_large} */
    void requireRoom(QueryText query, Message asking) {
        query.requireShort(queryTextBytes);
        int size = MessageWriter.encode(asking).length;
        if (size > messageBytes) {
            throw new AnkurahException.Invalid(
                    SyncErrors.MESSAGE_TOO_LARGE,
                    "the query and its values make a message of " + size + " bytes, and the server takes "
                            + messageBytes + "; ask with fewer or smaller values");
        }
    }
}
