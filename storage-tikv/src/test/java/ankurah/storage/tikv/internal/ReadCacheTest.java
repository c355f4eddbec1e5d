package ankurah.storage.tikv.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tikv.kvproto.Kvrpcpb;
import org.tikv.shade.com.google.protobuf.ByteString;

class ReadCacheTest {
    private static final ByteString KEY = ByteString.copyFromUtf8("key");
    private static final ByteString OLD = ByteString.copyFromUtf8("old");
    private static final ByteString NEW = ByteString.copyFromUtf8("new");

    private final ReadCache cache = new ReadCache(10_000);

    private static Kvrpcpb.Mutation put(ByteString key, ByteString value) {
        return Kvrpcpb.Mutation.newBuilder()
                .setOp(Kvrpcpb.Op.Put)
                .setKey(key)
                .setValue(value)
                .build();
    }

    @Test
    void whatWasWrittenIsKnownToSnapshotsFromThenOn() {
        cache.written(List.of(put(KEY, OLD)), 5);
        cache.written(List.of(put(KEY, NEW)), 9);
        assertThat(cache.find(KEY, 8)).isNull();
        assertThat(cache.find(KEY, 9)).isEqualTo(new ReadCache.Entry(NEW, 9));
        assertThat(cache.find(KEY, 20)).isEqualTo(new ReadCache.Entry(NEW, 9));
    }

    @Test
    void whatWasReadWhileSomethingWasCommittedIsNotKept() {
        cache.written(List.of(), 5);
        cache.written(List.of(put(KEY, NEW)), 9);
        cache.read(KEY, OLD, 5);
        assertThat(cache.find(KEY, 9)).isEqualTo(new ReadCache.Entry(NEW, 9));
        ByteString other = ByteString.copyFromUtf8("other");
        cache.read(other, OLD, 5);
        assertThat(cache.find(other, 9)).isNull();
        cache.read(other, null, 9);
        assertThat(cache.find(other, 9)).isEqualTo(new ReadCache.Entry(null, 9));
    }

    @Test
    void itHasABound() {
        cache.written(List.of(), 1);
        for (int i = 0; i < 1_000; i++) {
            cache.read(ByteString.copyFromUtf8("key" + i), OLD, 1);
        }
        assertThat(cache.find(ByteString.copyFromUtf8("key0"), 1)).isNull();
        assertThat(cache.find(ByteString.copyFromUtf8("key999"), 1)).isNotNull();
        cache.written(List.of(put(KEY, ByteString.copyFrom(new byte[5_000]))), 2);
        assertThat(cache.find(KEY, 2)).isNull();
    }

    @Test
    void aKeyThatBecomesTooLargeIsForgotten() {
        cache.written(List.of(put(KEY, OLD)), 1);
        cache.written(List.of(put(KEY, ByteString.copyFrom(new byte[5_000]))), 2);
        assertThat(cache.find(KEY, 2)).isNull();
    }
}
