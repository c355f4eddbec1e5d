package ankurah.text.internal;

import ankurah.text.SharedText;
import ankurah.text.TextDelta;
import ankurah.text.TextEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One text of a document, with the checks a caller's arguments need. */
public final class Texts {
    private final Store store;
    private final Branch branch;
    private final TextEdits edits;

    public Texts(Store store, String name) {
        this.store = store;
        branch = store.root(name);
        if (branch.kind == Branch.UNKNOWN) {
            branch.kind = Branch.TEXT;
        }
        edits = new TextEdits(store, branch);
    }

    public Branch branch() {
        return branch;
    }

    /** Names the one to whom events are attributed. */
    public void face(SharedText text) {
        branch.text = text;
    }

    public int length() {
        return branch.list.visible();
    }

    public String string() {
        StringBuilder text = new StringBuilder(length());
        Items items = store.items;
        for (Leaf leaf = branch.list.firstLeaf(); leaf != null; leaf = leaf.next) {
            for (int i = 0; leaf.visible > 0 && i < leaf.size; i++) {
                int item = leaf.items[i];
                if (items.kind(item) == Items.STRING && !items.isDeleted(item)) {
                    store.characters.appendTo(text, items.content(item), items.length(item));
                }
            }
        }
        return text.toString();
    }

    public String content() {
        return branch.hasTypes ? new NestedText(store).of(branch) : string();
    }

    public boolean hasElements() {
        if (!branch.hasTypes) {
            return false;
        }
        for (Leaf leaf = branch.list.firstLeaf(); leaf != null; leaf = leaf.next) {
            for (int i = 0; leaf.visible > 0 && i < leaf.size; i++) {
                int item = leaf.items[i];
                if (store.items.kind(item) == Items.TYPE && !store.items.isDeleted(item)) {
                    return true;
                }
            }
        }
        return false;
    }

    public List<TextDelta> delta() {
        return new Deltas(store).of(branch);
    }

    public void insert(int index, String text) {
        checkText(text);
        checkPlace(index);
        if (!text.isEmpty()) {
            edit(() -> edits.insert(index, text));
        }
    }

    public void insert(int index, String text, Map<String, @Nullable Object> attributes) {
        checkText(text);
        checkPlace(index);
        Map<String, @Nullable Object> kept = Values.inward(attributes);
        if (!text.isEmpty()) {
            edit(() -> edits.insertFormatted(index, Items.STRING, text, kept));
        }
    }

    public void insertEmbed(int index, @Nullable Object value, Map<String, @Nullable Object> attributes) {
        checkPlace(index);
        Contents.Embed embed = new Contents.Embed(Values.inward(value));
        Map<String, @Nullable Object> kept = Values.inward(attributes);
        edit(() -> edits.insertFormatted(index, Items.EMBED, embed, kept));
    }

    public void delete(int index, int length) {
        checkRange(index, length);
        if (length > 0) {
            edit(() -> edits.delete(index, length));
        }
    }

    public void format(int index, int length, Map<String, @Nullable Object> attributes) {
        checkRange(index, length);
        Map<String, @Nullable Object> kept = Values.inward(attributes);
        if (length > 0) {
            edit(() -> edits.format(index, length, kept));
        }
    }

    /** What is not text stays where it is. */
    public void replace(String text) {
        checkText(text);
        String now = string();
        List<TextDiff.Change> changes = TextDiff.changes(now, text);
        if (changes.isEmpty()) {
            return;
        }
        int[] places = places(now.length());
        edit(() -> {
            for (int i = changes.size() - 1; i >= 0; i--) {
                TextDiff.Change change = changes.get(i);
                deleteText(places, change.index(), change.deleted());
                if (!change.inserted().isEmpty()) {
                    edits.insert(places[change.index()], change.inserted());
                }
            }
        });
    }

    /** The index of each unit of the text, and of the place after the last. */
    private int[] places(int length) {
        int[] places = new int[length + 1];
        int unit = 0;
        int index = 0;
        for (Leaf leaf = branch.list.firstLeaf(); leaf != null; leaf = leaf.next) {
            for (int i = 0; i < leaf.size; i++) {
                int visible = store.items.visible(leaf.items[i]);
                boolean isText = store.items.kind(leaf.items[i]) == Items.STRING;
                for (int j = 0; j < visible && isText; j++) {
                    places[unit++] = index + j;
                }
                index += visible;
            }
        }
        places[length] = length == 0 ? index : places[length - 1] + 1;
        return places;
    }

    private void deleteText(int[] places, int from, int length) {
        int end = from + length;
        while (end > from) {
            int start = end - 1;
            while (start > from && places[start - 1] == places[start] - 1) {
                start--;
            }
            edits.delete(places[start], end - start);
            end = start;
        }
    }

    private void edit(Runnable body) {
        if (!store.transactions.begin(null, true)) {
            body.run();
            return;
        }
        try {
            body.run();
        } finally {
            store.transactions.end();
        }
    }

    private void checkRange(int index, int length) {
        if (index < 0 || length < 0 || index > length() - length) {
            throw new IndexOutOfBoundsException(
                    "the range of " + length + " from " + index + " is not in a text of length " + length());
        }
        checkPlace(index);
        checkPlace(index + length);
    }

    private void checkPlace(int index) {
        int length = length();
        if (index < 0 || index > length) {
            throw new IndexOutOfBoundsException("index " + index + " is not in a text of length " + length);
        }
        if (index == 0 || index == length) {
            return;
        }
        int item = branch.list.find(index);
        int offset = store.offset;
        if (offset > 0 && store.items.kind(item) == Items.STRING) {
            int at = store.items.content(item) + offset;
            if (Character.isLowSurrogate(store.characters.at(at))
                    && Character.isHighSurrogate(store.characters.at(at - 1))) {
                throw new IllegalArgumentException("index " + index + " is in the middle of a surrogate pair");
            }
        }
    }

    private static void checkText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean isPair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!isPair) {
                    throw new IllegalArgumentException("the text has half a surrogate pair at index " + i);
                }
                i++;
            }
        }
    }

    public void addListener(TextEvent.Listener listener) {
        branch.addListener(listener);
    }

    public void removeListener(TextEvent.Listener listener) {
        branch.removeListener(listener);
    }

    /** The id of the character a position stays with; null if there is none and it stays with the end. */
    public @Nullable PositionId idAt(int index, boolean staysLeft) {
        checkPlace(index);
        int at = staysLeft ? index - 1 : index;
        if (at < 0 || at >= length()) {
            return null;
        }
        int item = branch.list.find(at);
        int clock = store.items.clock(item) + store.offset;
        return new PositionId(store.clients.id(store.items.client(item)), clock);
    }

    /** Where the character with an id is, or -1 if it is not known here or not of this text. */
    public int indexOf(PositionId id, boolean staysLeft) {
        int client = store.clients.find(Input.highOf(id.client()), Input.lowOf(id.client()));
        if (client == 0 || id.clock() >= store.clients.state(client)) {
            return -1;
        }
        Items items = store.items;
        int clock = id.clock();
        int item = store.find(client, clock);
        while (items.isRedone(item)) {
            int[] copy = store.redone(item);
            clock = copy[1] + clock - items.clock(item);
            item = store.find(copy[0], clock);
        }
        if (items.leaf(item) == 0 || store.sequenceOf(item) != branch.list) {
            return -1;
        }
        int within = items.visible(item) == 0 ? 0 : clock - items.clock(item) + (staysLeft ? 1 : 0);
        return branch.list.indexOf(item) + within;
    }
}
