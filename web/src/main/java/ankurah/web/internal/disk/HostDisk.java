package ankurah.web.internal.disk;

import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.typedarrays.Int8Array;

/** A disk of the host: records under whole numbers. What it refuses is an error with an error's code. */
public interface HostDisk extends JSObject {
    /** All records: keys and contents by turns, the keys ascending. */
    JSPromise<JSArray<JSObject>> load();

    /** Writes and deletes records, all or nothing; kept when the promise is. False if somebody else writes it now. */
    JSPromise<JSObject> write(
            JSArray<JSNumber> keys, JSArray<Int8Array> records, JSArray<JSNumber> deleted, boolean synced);

    /** What it is, for messages. */
    String name();

    void close();
}
