package ankurah.text;

import ankurah.text.internal.StateVector;
import ankurah.text.internal.UpdateInspection;
import ankurah.text.internal.UpdateMerge;
import ankurah.text.internal.V2Update;
import java.util.List;
import java.util.Map;

/**
 * Updates by themselves, without a document. All are of version 1 unless the name says otherwise; every method throws
 * {@link TextFormatException} for bytes that are none.
 */
public final class Updates {
    private Updates() {}

    /** One update that does what all of these do. They may overlap, and leave gaps; the order does not matter. */
    public static byte[] merge(List<byte[]> updates) {
        return UpdateMerge.merge(updates);
    }

    /** What of an update is new to whoever has this state vector. Deletions are always all there. */
    public static byte[] diff(byte[] update, byte[] stateVector) {
        return UpdateMerge.diff(update, StateVector.read(stateVector));
    }

    /** The state vector of a document that has this update alone: for each client, how far it goes without a gap. */
    public static byte[] stateVectorOf(byte[] update) {
        return UpdateInspection.stateVector(update);
    }

    /** The clients and clocks an update inserts and deletes. */
    public static UpdateContents inspect(byte[] update) {
        return UpdateInspection.contents(update);
    }

    /** The pieces of text an update inserts, in its order, which need not be that of the text. For showing. */
    public static List<String> insertedText(byte[] update) {
        return UpdateInspection.inserted(update);
    }

    /** What an update rests on, and where it inserts. */
    public static UpdateNeeds needs(byte[] update) {
        return UpdateInspection.needs(update);
    }

    /**
     * The same update without its content: every struct stays, as deleted content of the same length, and its deletions
     * name them too. Documents that applied it, before or after others, converge with those whose text was deleted.
     */
    public static byte[] erase(byte[] update) {
        return UpdateInspection.erase(update);
    }

    /** An update of version 2, as version 1. */
    public static byte[] fromV2(byte[] updateV2) {
        return V2Update.toV1(updateV2);
    }

    /** For each client, the first clock that is missing. */
    public static Map<Long, Integer> readStateVector(byte[] stateVector) {
        return StateVector.read(stateVector).toMap();
    }
}
