package ankurah.storage.tikv.internal;

import org.jspecify.annotations.Nullable;
import org.tikv.kvproto.Kvrpcpb;
import org.tikv.shade.com.google.protobuf.ByteString;

/** Reads single keys at a timestamp. */
final class Reader {
    private final Router router;
    private final Locks locks;

    Reader(Router router, Locks locks) {
        this.router = router;
        this.locks = locks;
    }

    @Nullable
    ByteString get(byte[] key, long timestamp, Patience patience) {
        while (true) {
            Kvrpcpb.GetResponse answer = router.ask(
                    key,
                    Router.Kind.GET,
                    patience,
                    (stub, context) -> stub.kvGet(Kvrpcpb.GetRequest.newBuilder()
                            .setContext(context)
                            .setKey(Bytes.wrap(key))
                            .setVersion(timestamp)
                            .build()));
            if (!answer.hasError()) {
                return answer.getNotFound() ? null : answer.getValue();
            }
            meet(answer.getError(), patience);
        }
    }

    void meet(Kvrpcpb.KeyError error, Patience patience) {
        if (!error.hasLocked()) {
            throw Failures.failed(patience.store(), "a key cannot be read: " + error, null);
        }
        locks.meet(error.getLocked(), patience);
    }
}
