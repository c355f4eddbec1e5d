package ankurah.storage.internal.plan;

import ankurah.storage.internal.state.EncodedRow;
import java.util.List;

/**
 * The rows of several ways one after the other, each for one box of the predicate. A row is given on the way of the first
 * box that it matches, so it is given once and nothing has to be remembered.
 */
final class UnionRows implements Rows {
    private final PlannedQuery.Source source;
    private final List<Way.Part> parts;
    private int taken;
    private long lookedBefore;
    private Rows current;

    UnionRows(PlannedQuery.Source source, List<Way.Part> parts) {
        this.source = source;
        this.parts = parts;
        this.current = parts.get(0).way().open(source);
    }

    @Override
    public boolean next() {
        while (true) {
            while (current.next()) {
                if (isFirst(current.row())) {
                    return true;
                }
            }
            if (taken == parts.size() - 1) {
                return false;
            }
            lookedBefore += current.looked();
            current.close();
            taken++;
            current = parts.get(taken).way().open(source);
        }
    }

    private boolean isFirst(EncodedRow row) {
        for (int i = 0; i < taken; i++) {
            if (parts.get(i).box().matches(row)) {
                return false;
            }
        }
        return parts.get(taken).box().matches(row);
    }

    @Override
    public EncodedRow row() {
        return current.row();
    }

    @Override
    public boolean isPlaced() {
        return false;
    }

    @Override
    public int group() {
        return 0;
    }

    @Override
    public long looked() {
        return lookedBefore + current.looked();
    }

    @Override
    public byte[] key() {
        return current.key();
    }

    @Override
    public void close() {
        current.close();
    }
}
