package ankurah.text.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes one update of many without a document. Structs are copied as they are, greatest client first; where two updates
 * overlap the second's struct is cut, where they leave a gap a skip is written. Which of two equal structs is taken, and what
 * is cut where, is as in Yjs, so the bytes are the same.
 */
public final class UpdateMerge {
    private final StructWriter writer = new StructWriter();

    /** The struct to be written next; it may still be joined with what follows. */
    private @Nullable StructPiece piece;

    private UpdateMerge() {}

    public static byte[] merge(List<byte[]> updates) {
        if (updates.size() == 1) {
            return UpdateLayout.of(updates.get(0)).bytes;
        }
        UpdateMerge merge = new UpdateMerge();
        Deletions deletions = new Deletions();
        List<UpdateLayout> layouts = new ArrayList<>();
        for (byte[] update : updates) {
            layouts.add(UpdateLayout.of(update));
        }
        List<StructCursor> cursors = new ArrayList<>();
        for (int i = 0; i < layouts.size(); i++) {
            cursors.add(new StructCursor(layouts.get(i), true, i));
            deletions.readApart(layouts.get(i).deletions());
        }
        merge.run(new CursorQueue(cursors));
        return merge.writer.finish(deletions.normalize());
    }

    private void run(CursorQueue queue) {
        for (StructCursor cursor = queue.next(); cursor != null; cursor = queue.next()) {
            int high = cursor.high;
            int low = cursor.low;
            StructPiece last = piece;
            if (last == null) {
                takeFrom(cursor);
                copyRun(cursor, high, low);
            } else if (passWritten(cursor, last, high, low)) {
                add(cursor, last);
                copyRun(cursor, high, low);
            }
        }
        StructPiece last = piece;
        if (last != null) {
            writer.write(last, 0);
        }
    }

    private void takeFrom(StructCursor cursor) {
        piece = cursor.piece();
        cursor.next();
    }

    /** Passes over what has been written already, and says whether to go on with this update now. */
    private static boolean passWritten(StructCursor cursor, StructPiece last, int high, int low) {
        boolean passed = false;
        while (!cursor.isDone() && cursor.end() <= last.end() && !isLess(cursor, last)) {
            cursor.next();
            passed = true;
        }
        return !cursor.isDone() && cursor.sameClient(high, low) && !(passed && cursor.clock > last.end());
    }

    private static boolean isLess(StructCursor cursor, StructPiece last) {
        return cursor.high != last.high ? cursor.high < last.high : cursor.low < last.low;
    }

    private void add(StructCursor cursor, StructPiece last) {
        if (!cursor.sameClient(last.high, last.low)) {
            writer.write(last, 0);
            takeFrom(cursor);
        } else if (last.end() < cursor.clock) {
            addGap(cursor, last);
        } else {
            addOverlapping(cursor, last);
        }
    }

    private void addGap(StructCursor cursor, StructPiece last) {
        if (last.kind() == Items.SKIP) {
            last.length = cursor.end() - last.clock;
        } else {
            writer.write(last, 0);
            piece = StructPiece.skip(last.high, last.low, last.end(), cursor.clock - last.end());
        }
    }

    private void addOverlapping(StructCursor cursor, StructPiece last) {
        StructPiece next = cursor.piece();
        int overlap = last.end() - cursor.clock;
        if (overlap > 0 && last.kind() == Items.SKIP) {
            last.length -= overlap;
        } else if (overlap > 0) {
            next.cut(overlap);
        }
        if (!last.mergeWith(next)) {
            writer.write(last, 0);
            piece = next;
            cursor.next();
        }
    }

    /** Copies the structs that follow without a gap. */
    private void copyRun(StructCursor cursor, int high, int low) {
        StructPiece last = piece;
        while (last != null
                && !cursor.isDone()
                && cursor.sameClient(high, low)
                && cursor.clock == last.end()
                && !cursor.isSkip()) {
            writer.write(last, 0);
            last = cursor.piece();
            piece = last;
            cursor.next();
        }
    }

    /** What of an update is new to whoever has a state vector. */
    public static byte[] diff(byte[] update, StateVector known) {
        UpdateLayout layout = UpdateLayout.of(update);
        StructWriter writer = new StructWriter();
        StructCursor cursor = new StructCursor(layout, false, 0);
        while (!cursor.isDone()) {
            int high = cursor.high;
            int low = cursor.low;
            int state = known.get(high, low);
            if (cursor.isSkip()) {
                cursor.next(); // nothing begins with a gap
            } else if (cursor.end() > state) {
                writer.write(cursor.piece(), Math.max(state - cursor.clock, 0));
                cursor.next();
                while (!cursor.isDone() && cursor.sameClient(high, low)) {
                    writer.write(cursor.piece(), 0);
                    cursor.next();
                }
            } else {
                while (!cursor.isDone() && cursor.sameClient(high, low) && cursor.end() <= state) {
                    cursor.next();
                }
            }
        }
        Deletions deletions = new Deletions();
        deletions.readApart(layout.deletions());
        return writer.finish(deletions);
    }
}
