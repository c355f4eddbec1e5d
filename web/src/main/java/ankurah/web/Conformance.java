package ankurah.web;

import ankurah.storage.Exclusion;
import ankurah.web.internal.BigNumbers;
import ankurah.web.internal.Clocks;
import ankurah.web.internal.Encodings;
import ankurah.web.internal.Events;
import ankurah.web.internal.Hashes;
import ankurah.web.internal.Ids;
import ankurah.web.internal.Living;
import ankurah.web.internal.Merging;
import ankurah.web.internal.Order;
import ankurah.web.internal.Queries;
import ankurah.web.internal.Reactive;
import ankurah.web.internal.SharedTexts;
import ankurah.web.internal.Stores;
import ankurah.web.internal.Texts;
import ankurah.web.internal.Transcript;
import ankurah.web.internal.TypedMerging;
import ankurah.web.internal.Vectors;

/**
 * Computes the same text on every platform the core runs on, or shows where two of them differ. What counts is not what
 * the lines say (golden vectors and unit tests judge that) but that they are the same, byte for byte.
 */
public final class Conformance {
    private Conformance() {}

    /**
     * Lines ending in LF; the last holds the SHA-256 of all before it.
     *
     * @param vectors a JSON object: the content of each file of docs/vectors by its name
     */
    public static String transcript(String vectors) {
        Transcript out = new Transcript();
        Vectors.write(out, vectors);
        Hashes.write(out);
        Ids.write(out);
        Clocks.write(out);
        Encodings.write(out);
        BigNumbers.write(out);
        Order.write(out);
        Texts.write(out);
        SharedTexts.write(out);
        Queries.write(out);
        Stores.write(out);
        Merging.write(out);
        TypedMerging.write(out);
        Living.write(out);
        Reactive.write(out);
        Events.write(out);
        return out.sealed();
    }

    /** What any store must show after the same writes, and after it was opened again. */
    public static String store(Stores.Place place, Exclusion exclusion) {
        Transcript out = new Transcript();
        Stores.write(out, place, exclusion);
        return out.sealed();
    }
}
