package ankurah.text.internal;

import ankurah.text.IdRange;
import ankurah.text.UpdateContents;
import ankurah.text.UpdateNeeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /** The pieces of text that are inserted, in the order of the update. */
    public static List<String> inserted(byte[] update) {
        UpdateLayout layout = UpdateLayout.of(update);
        List<String> pieces = new ArrayList<>();
        for (StructCursor cursor = new StructCursor(layout, true, 0); !cursor.isDone(); cursor.next()) {
            if (cursor.kind() == Items.STRING) {
                pieces.add(new Input(update, cursor.head().contentAt, update.length).string());
            }
        }
        return pieces;
    }

    public static UpdateNeeds needs(byte[] update) {
        UpdateLayout layout = UpdateLayout.of(update);
        Needs needs = new Needs(update);
        for (StructCursor cursor = new StructCursor(layout, false, 0); !cursor.isDone(); cursor.next()) {
            needs.of(cursor.head());
        }
        Deletions deletions = new Deletions();
        deletions.readApart(layout.deletions());
        for (IdRange range : deletions.toList()) {
            if (range.length() > 0) {
                needs.clock(range.client(), range.end() - 1);
            }
        }
        return new UpdateNeeds(needs.clocks, needs.roots, needs.onlyText, needs.elements);
    }

    /** What the structs of an update refer to, gathered. */
    private static final class Needs {
        final byte[] bytes;
        final Map<Long, Integer> clocks = new HashMap<>();
        final Set<String> roots = new HashSet<>();
        boolean onlyText = true;
        int elements;

        Needs(byte[] bytes) {
            this.bytes = bytes;
        }

        void of(StructHead head) {
            int kind = head.kind();
            if (kind == Items.GC || kind == Items.SKIP) {
                onlyText &= kind == Items.GC;
                return;
            }
            onlyText &= isOfText(head);
            elements += kind == Items.TYPE || kind == Items.ANY ? 1 : 0;
            if (head.hasOrigin()) {
                clock(Input.join(head.originHigh, head.originLow), head.originClock);
            }
            if (head.hasRight()) {
                clock(Input.join(head.rightHigh, head.rightLow), head.rightClock);
            }
            if (head.tellsParent()) {
                parent(head, head.rootName);
            }
        }

        private boolean isOfText(StructHead head) {
            boolean isKeyed = head.tellsParent() && head.key != null;
            return switch (head.kind()) {
                case Items.STRING, Items.EMBED, Items.FORMAT -> !isKeyed;
                case Items.DELETED -> !isKeyed || head.rootName == null;
                case Items.TYPE -> !isKeyed && isXml(new Input(bytes, head.contentAt, bytes.length).uint());
                // A further value of an attribute stands after the one before it, and tells neither parent nor key.
                case Items.ANY -> isKeyed ? head.rootName == null : head.hasOrigin() && !head.hasRight();
                default -> false;
            };
        }

        private static boolean isXml(int type) {
            return type == Branch.XML_ELEMENT || type == Branch.XML_TEXT;
        }

        private void parent(StructHead head, @Nullable String root) {
            if (root == null) {
                clock(Input.join(head.parentHigh, head.parentLow), head.parentClock);
            } else {
                roots.add(root);
            }
        }

        void clock(long client, int clock) {
            clocks.merge(client, clock, Math::max);
        }
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
