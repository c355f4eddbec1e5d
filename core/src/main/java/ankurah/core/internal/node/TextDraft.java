package ankurah.core.internal.node;

import ankurah.core.TextEdit;
import ankurah.core.type.TextState;
import ankurah.core.type.TextType;
import ankurah.core.type.TypedOperation;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.event.internal.Lists;
import ankurah.text.IdRange;
import ankurah.text.SharedText;
import ankurah.text.TextDelta;
import ankurah.text.TextDocument;
import ankurah.text.TextFormatException;
import ankurah.text.UpdateContents;
import ankurah.text.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The texts of an entity as somebody edits them, and what he has done that is in no commit yet. */
final class TextDraft {
    /** What one edit may insert, so that it fits in an event whatever it is. */
    static final int MOST_INSERTED_UNITS = 256 << 10;

    final long client;
    final TextDocument document;
    private int from;
    private final TreeSet<String> names = new TreeSet<>();
    private List<IdRange> deletions = new ArrayList<>();

    TextDraft(long client, TextState seen) {
        this.client = client;
        document = TextDocument.replica(client);
        seen.names().forEach(document::text);
        document.apply(seen.document());
        from = document.ownClock();
        document.onUpdate(update -> {
            if (update.local()) {
                deletions.addAll(Updates.inspect(update.bytes()).deletions());
            }
        });
    }

    /** The first clock that is in no commit. */
    int from() {
        return from;
    }

    boolean isEdited() {
        return !names.isEmpty();
    }

    /** About how much there is to commit. */
    int size() {
        return document.ownClock() - from + deletions.size();
    }

    TypedOperation<TextState> operation(String author) {
        return TextType.update(author, names, document.encodeOwn(from, deletions));
    }

    /**
     * The same edits over another state, which shows this client's up to a clock.
     *
     * @param more what is deleted beside what is in no commit yet
     */
    TextDraft renewed(TextState state, int shown, List<IdRange> more) {
        List<IdRange> all = new ArrayList<>(more);
        all.addAll(deletions);
        TextDraft made = new TextDraft(client, state);
        made.document.apply(document.encodeOwn(shown, all));
        made.from = from;
        made.names.addAll(names);
        made.deletions.addAll(deletions);
        return made;
    }

    /** What was edited up to now, as something that can be put back. */
    record Taken(int from, List<String> names, List<IdRange> deletions) {}

    /** From here on it is as if all were committed. */
    Taken take() {
        Taken taken = new Taken(from, List.copyOf(names), deletions);
        from = document.ownClock();
        names.clear();
        deletions = new ArrayList<>();
        return taken;
    }

    void putBack(Taken taken) {
        from = taken.from;
        names.addAll(taken.names);
        deletions.addAll(taken.deletions);
    }

    /** Takes what was done to a text under this client id, in another document. */
    void applyOwn(String property, byte[] update) {
        try {
            UpdateContents contents = Updates.inspect(update);
            if (Lists.any(contents.structs(), range -> range.client() != client)) {
                throw new AnkurahException.Conflict(
                        "text.mirror_stale",
                        "an update was not written under the client id " + client + "; a document that was replaced is"
                                + " edited no more");
            }
            document.apply(update);
            deletions.addAll(contents.deletions());
        } catch (TextFormatException e) {
            throw new AnkurahException.Invalid("text.malformed", "this is no update of Yjs: " + e.getMessage());
        }
        touch(property);
    }

    void touch(String property) {
        names.add(property);
    }

    /** The strings of the texts that were edited. */
    Map<String, Value> values() {
        Map<String, Value> values = new TreeMap<>();
        names.forEach(name -> values.put(name, Value.of(document.text(name).content())));
        return values;
    }

    /** What has to hold before an edit, and what follows one. */
    interface Guard {
        void before();

        void after();
    }

    TextEdit edit(String property, Guard guard) {
        return new Edit(document.text(property), property, guard);
    }

    private final class Edit implements TextEdit {
        private final SharedText text;
        private final String property;
        private final Guard guard;

        Edit(SharedText text, String property, Guard guard) {
            this.text = text;
            this.property = property;
            this.guard = guard;
        }

        private void run(Runnable change) {
            guard.before();
            if (text.hasElements()) {
                throw new AnkurahException.Invalid(
                        "text.elements",
                        "'" + property
                                + "' has paragraphs or other elements, made by an editor of rich text; edit it in one, in"
                                + " a document of Yjs");
            }
            try {
                change.run();
            } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
                throw new AnkurahException.Invalid(
                        "text.position",
                        "an edit of '" + property + "', which is " + text.length() + " long: " + e.getMessage());
            }
            touch(property);
            guard.after();
        }

        private static String small(String inserted) {
            if (inserted.length() > MOST_INSERTED_UNITS) {
                throw new AnkurahException.Invalid(
                        "text.edit_too_large",
                        "an edit inserts at most " + MOST_INSERTED_UNITS + " characters, not " + inserted.length()
                                + "; insert in parts, and commit in between");
            }
            return inserted;
        }

        @Override
        public int length() {
            guard.before();
            return text.length();
        }

        @Override
        public String toString() {
            return text.content();
        }

        @Override
        public void insert(int index, String inserted) {
            run(() -> text.insert(index, small(inserted)));
        }

        @Override
        public void insert(int index, String inserted, Map<String, @Nullable Object> attributes) {
            run(() -> text.insert(index, small(inserted), attributes));
        }

        @Override
        public void delete(int index, int length) {
            run(() -> text.delete(index, length));
        }

        @Override
        public void replace(String other) {
            run(() -> text.replace(small(other)));
        }

        @Override
        public void format(int index, int length, Map<String, @Nullable Object> attributes) {
            run(() -> text.format(index, length, attributes));
        }

        @Override
        public List<TextDelta> toDelta() {
            guard.before();
            return text.toDelta();
        }
    }
}
