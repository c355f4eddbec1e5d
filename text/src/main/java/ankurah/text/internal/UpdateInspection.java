package ankurah.text.internal;

import ankurah.text.IdRange;
import ankurah.text.UpdateContents;
import java.util.ArrayList;
import java.util.List;

/** What can be told of an update, or done to all of its structs, without a document. */
public final class UpdateInspection {
    private UpdateInspection() {}

    public static UpdateContents contents(byte[] update) {
        UpdateLayout layout = UpdateLayout.of(update);
        List<IdRange> structs = new ArrayList<>();
        IdRange last = null;
        for (StructCursor cursor = new StructCursor(layout, true, 0); !cursor.isDone(); cursor.next()) {
            long client = Input.join(cursor.high, cursor.low);
            if (last != null && last.client() == client && last.end() == cursor.clock) {
                last = new IdRange(client, last.clock(), last.length() + cursor.length);
                structs.set(structs.size() - 1, last);
            } else {
                last = new IdRange(client, cursor.clock, cursor.length);
                structs.add(last);
            }
        }
        Deletions deletions = new Deletions();
        deletions.readApart(layout.deletions());
        return new UpdateContents(structs, deletions.toList());
    }

    public static byte[] stateVector(byte[] update) {
        Output states = new Output();
        int count = 0;
        StructCursor cursor = new StructCursor(UpdateLayout.of(update), false, 0);
        while (!cursor.isDone()) {
            int high = cursor.high;
            int low = cursor.low;
            int state = 0;
            while (!cursor.isDone() && cursor.sameClient(high, low)) {
                if (cursor.clock == state && !cursor.isSkip()) {
                    state = cursor.end();
                }
                cursor.next();
            }
            if (state > 0) {
                states.client(high, low);
                states.uint(state);
                count++;
            }
        }
        Output out = new Output();
        out.uint(count);
        out.append(states);
        return out.toBytes();
    }

    /** The update without its content. */
    public static byte[] erase(byte[] update) {
        UpdateLayout layout = UpdateLayout.of(update);
        StructWriter writer = new StructWriter();
        Deletions deletions = new Deletions();
        deletions.readApart(layout.deletions());
        for (StructCursor cursor = new StructCursor(layout, false, 0); !cursor.isDone(); cursor.next()) {
            cursor.piece().writeErased(writer.begin(cursor.high, cursor.low, cursor.clock));
            if (cursor.kind() != Items.GC && cursor.kind() != Items.SKIP) {
                deletions.add(Input.join(cursor.high, cursor.low), cursor.clock, cursor.length);
            }
        }
        return writer.finish(deletions.normalize());
    }
}
