package ankurah.storage.tikv.internal;

import ankurah.event.AnkurahException;
import ankurah.storage.OrderedCursor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tikv.kvproto.Kvrpcpb;
import org.tikv.kvproto.Kvrpcpb.KvPair;

/** A walk over a range, a page at a time, each from one region. What is still to be walked lies between two keys. */
final class TikvCursor implements OrderedCursor {
    private static final byte[] NONE = {};
    private static final int LARGEST_PAGE = 1_024;
    private static final int PAGE_BYTES = 1 << 20;
    private static final int GROWTH = 4;

    private final TikvStore store;
    private final TikvSnapshot snapshot;
    private final boolean reverse;
    private final boolean keysOnly;
    /** Null when nothing is left to be asked for. */
    private byte @Nullable [] low;

    private byte[] high;
    private List<KvPair> page = List.of();
    private int at = -1;
    private int limit;
    private boolean closed;

    /** @param firstPage how many entries the first request asks for */
    TikvCursor(
            TikvStore store,
            TikvSnapshot snapshot,
            byte[] from,
            byte[] to,
            boolean reverse,
            boolean keysOnly,
            int firstPage) {
        this.store = store;
        this.snapshot = snapshot;
        this.reverse = reverse;
        this.keysOnly = keysOnly;
        this.limit = firstPage;
        this.low = Arrays.compareUnsigned(from, to) < 0 ? store.space().key(from) : null;
        this.high = store.space().key(to);
    }

    @Override
    public boolean next() {
        if (closed) {
            throw new AnkurahException.Unavailable("storage.closed", "the cursor is closed");
        }
        Patience patience = snapshot.patience();
        while (at + 1 >= page.size()) {
            byte[] from = low;
            if (from == null) {
                at = page.size();
                return false;
            }
            fetch(from, patience);
        }
        at++;
        return true;
    }

    /** One request. It may bring nothing, and the range still goes on in the next region. */
    private void fetch(byte[] from, Patience patience) {
        Region region = reverse
                ? store.router().holdingBefore(high, patience)
                : store.router().holding(from, patience);
        byte[] start = from;
        byte[] end = high;
        if (reverse && Arrays.compareUnsigned(region.start(), KeyCode.encode(from)) > 0) {
            start = KeyCode.decode(region.start());
        }
        if (!reverse && !region.isLast() && Arrays.compareUnsigned(region.end(), KeyCode.encode(high)) < 0) {
            end = KeyCode.decode(region.end());
        }
        Kvrpcpb.ScanResponse answer = askForLess(region, start, end, patience);
        if (answer == null) {
            return;
        }
        if (answer.hasError()) {
            store.reader().meet(answer.getError(), patience);
            return;
        }
        store.safePoints().check(snapshot.timestamp(), patience);
        take(answer.getPairsList(), start, end, patience);
    }

    /** Values may be so large that a page of them is no message any more. */
    private Kvrpcpb.@Nullable ScanResponse askForLess(Region region, byte[] start, byte[] end, Patience patience) {
        try {
            return ask(region, start, end, patience);
        } catch (Router.Oversized e) {
            if (limit == 1) {
                throw Failures.failed(patience.store(), "a value is too large to be sent: " + e.getMessage(), e);
            }
            limit = Math.max(1, limit / GROWTH);
            return null;
        }
    }

    private Kvrpcpb.@Nullable ScanResponse ask(Region region, byte[] start, byte[] end, Patience patience) {
        return store.router()
                .attempt(
                        region,
                        Router.Kind.SCAN,
                        patience,
                        (stub, context) -> stub.kvScan(Kvrpcpb.ScanRequest.newBuilder()
                                .setContext(context)
                                .setStartKey(Bytes.wrap(reverse ? end : start))
                                .setEndKey(Bytes.wrap(reverse ? start : end))
                                .setReverse(reverse)
                                .setKeyOnly(keysOnly)
                                .setLimit(limit)
                                .setVersion(snapshot.timestamp())
                                .build()));
    }

    /** The entries in front of the first locked one count; from there it is asked again. */
    private void take(List<KvPair> pairs, byte[] start, byte[] end, Patience patience) {
        int sound = 0;
        while (sound < pairs.size() && !pairs.get(sound).hasError()) {
            sound++;
        }
        if (sound < pairs.size()) {
            store.reader().meet(pairs.get(sound).getError(), patience);
        }
        page = pairs.subList(0, sound);
        at = -1;
        if (sound < pairs.size() || sound == limit) {
            if (sound > 0) {
                goOnBehind(pairs.get(sound - 1).getKey().toByteArray());
            }
        } else {
            goOnBeyond(start, end);
        }
        grow();
    }

    private void goOnBehind(byte[] last) {
        if (reverse) {
            high = last;
        } else {
            low = Arrays.copyOf(last, last.length + 1);
        }
        endIfEmpty();
    }

    private void goOnBeyond(byte[] start, byte[] end) {
        if (reverse) {
            high = start;
        } else {
            low = end;
        }
        endIfEmpty();
    }

    private void endIfEmpty() {
        byte[] from = low;
        if (from != null && Arrays.compareUnsigned(from, high) >= 0) {
            low = null;
        }
    }

    /** The next page is larger, but not beyond a size. */
    private void grow() {
        long bytes = 0;
        for (KvPair pair : page) {
            bytes += pair.getKey().size() + pair.getValue().size();
        }
        long each = page.isEmpty() ? 1 : bytes / page.size() + 1;
        limit = Math.clamp(PAGE_BYTES / each, 1, Math.min(LARGEST_PAGE, limit * GROWTH));
    }

    @Override
    public byte[] key() {
        return at < 0 || at >= page.size()
                ? NONE
                : store.space().bare(page.get(at).getKey());
    }

    @Override
    public byte[] value() {
        if (at < 0 || at >= page.size()) {
            return NONE;
        }
        KvPair pair = page.get(at);
        return store.space().unmarked(pair.getKey(), pair.getValue());
    }

    @Override
    public void close() {
        closed = true;
        page = List.of();
        at = -1;
    }
}
