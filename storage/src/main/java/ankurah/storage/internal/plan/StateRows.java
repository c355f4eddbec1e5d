package ankurah.storage.internal.plan;

import ankurah.event.EventId;
import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.internal.state.EncodedRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a collection by id. */
final class StateRows implements Rows {
    private static final byte[] NO_KEY = {};

    private final OrderedSnapshot store;
    private final List<Segment> segments;
    private final EncodedRow row;
    private int taken;
    private @Nullable OrderedCursor cursor;
    private byte[] key = NO_KEY;
    private long looked;

    StateRows(PlannedQuery.Source source, List<Segment> segments) {
        this.store = source.store();
        this.segments = segments;
        this.row = source.row();
    }

    @Override
    public boolean next() {
        while (true) {
            OrderedCursor open = cursor;
            if (open == null) {
                if (taken == segments.size()) {
                    return false;
                }
                Segment segment = segments.get(taken++);
                open = store.scan(segment.range().from(), segment.range().to(), segment.reverse());
                cursor = open;
            }
            if (open.next()) {
                looked++;
                key = open.key();
                row.moveTo(key, key.length - EventId.BYTES, open.value());
                return true;
            }
            close();
        }
    }

    @Override
    public EncodedRow row() {
        return row;
    }

    @Override
    public boolean isPlaced() {
        return true;
    }

    @Override
    public int group() {
        return 0;
    }

    @Override
    public long looked() {
        return looked;
    }

    @Override
    public byte[] key() {
        return key;
    }

    @Override
    public void close() {
        OrderedCursor open = cursor;
        cursor = null;
        if (open != null) {
            open.close();
        }
    }
}
