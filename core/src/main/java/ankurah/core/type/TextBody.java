package ankurah.core.type;

import ankurah.event.AnkurahException;
import ankurah.event.Names;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.text.IdRange;
import ankurah.text.TextFormatException;
import ankurah.text.UpdateContents;
import ankurah.text.UpdateNeeds;
import ankurah.text.Updates;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An operation on the texts of an entity.
 *
 * @param author who wrote it; stands in the operation because the state has to know whose a client id is
 * @param names the properties it touches. They are named so that an empty text can be told from a missing one
 * @param update what it does, as a Yjs update of version 1
 */
@SuppressWarnings("ArrayRecordComponent") // not changed by anybody
record TextBody(String author, SortedSet<String> names, byte[] update) {
    private static final int MOST_NAMES = 1_000;

    static TextBody decode(byte[] operation) {
        CborReader in = new CborReader(operation);
        in.array(3, "an operation on texts");
        String author = in.text();
        int count = in.array();
        if (count == 0 || count > MOST_NAMES) {
            throw malformed("it names " + count + " properties and may name 1 to " + MOST_NAMES);
        }
        TreeSet<String> names = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            String name = in.text();
            if (!names.isEmpty() && names.last().compareTo(name) >= 0) {
                throw malformed("the properties it names are not sorted");
            }
            names.add(name);
        }
        TextBody body = new TextBody(author, names, in.bytes());
        in.end();
        return body;
    }

    byte[] encode() {
        CborWriter out =
                new CborWriter(update.length + 32).array(3).text(author).array(names.size());
        names.forEach(out::text);
        return out.bytes(update).toBytes();
    }

    /** Looks at all that can be seen without the text. */
    void check() {
        if (!author.isEmpty()) {
            Names.requireStored(author, "author");
        }
        names.forEach(name -> Names.requireUsable(name, "property"));
        UpdateNeeds needs = needs();
        if (!needs.onlyText()) {
            throw new AnkurahException.Invalid(
                    "text.content",
                    "an operation on texts inserts text, embeds, formats and elements of XML; this one has something else, or"
                            + " leaves clocks out");
        }
        if (!names.containsAll(needs.roots())) {
            throw new AnkurahException.Invalid(
                    "text.not_named",
                    "an operation inserts into " + new TreeSet<>(needs.roots()) + " and names only " + names);
        }
        contents();
    }

    UpdateNeeds needs() {
        try {
            return Updates.needs(update);
        } catch (TextFormatException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    /** Each client's structs are one range. */
    UpdateContents contents() {
        try {
            UpdateContents contents = Updates.inspect(update);
            List<IdRange> structs = contents.structs();
            for (int i = 0; i < structs.size(); i++) {
                for (int j = i + 1; j < structs.size(); j++) {
                    if (structs.get(i).client() == structs.get(j).client()) {
                        throw malformed(
                                "it leaves clocks of client " + structs.get(i).client() + " out");
                    }
                }
            }
            return contents;
        } catch (TextFormatException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    /** One that does what this does and then another. */
    TextBody and(TextBody later) {
        if (!author.equals(later.author)) {
            throw malformed("a transaction has one author, not '" + author + "' and '" + later.author + "'");
        }
        TreeSet<String> all = new TreeSet<>(names);
        all.addAll(later.names);
        return new TextBody(author, all, Updates.merge(List.of(update, later.update)));
    }

    private static AnkurahException.Invalid malformed(String why) {
        return new AnkurahException.Invalid("text.malformed", "an operation on texts is not sound: " + why);
    }
}
