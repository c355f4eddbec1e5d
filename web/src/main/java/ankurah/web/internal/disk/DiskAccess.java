package ankurah.web.internal.disk;

import ankurah.event.AnkurahException;
import ankurah.web.internal.run.Coroutines;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSBoolean;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.typedarrays.Int8Array;

/** The host's disk in the types of the house. Loading and writing suspend. */
final class DiskAccess {
    private final HostDisk disk;
    private final Coroutines coroutines;

    /** A record and its key. */
    record Entry(double key, byte[] bytes) {}

    DiskAccess(HostDisk disk, Coroutines coroutines) {
        this.disk = disk;
        this.coroutines = coroutines;
    }

    /** The keys ascend. */
    List<Entry> load() {
        JSArray<JSObject> records = coroutines.awaited(disk.load());
        List<Entry> entries = new ArrayList<>(records.getLength() / 2);
        for (int i = 0; i < records.getLength(); i += 2) {
            double key = ((JSNumber) records.get(i)).doubleValue();
            entries.add(new Entry(key, ((Int8Array) records.get(i + 1)).copyToJavaArray()));
        }
        return entries;
    }

    void write(List<Entry> written, List<Double> deleted, boolean synced) {
        JSArray<JSNumber> keys = new JSArray<>();
        JSArray<Int8Array> records = new JSArray<>();
        for (Entry entry : written) {
            keys.push(JSNumber.valueOf(entry.key()));
            records.push(Int8Array.copyFromJavaArray(entry.bytes()));
        }
        JSArray<JSNumber> gone = new JSArray<>();
        for (Double key : deleted) {
            gone.push(JSNumber.valueOf(key.doubleValue()));
        }
        JSPromise<JSObject> done = disk.write(keys, records, gone, synced);
        @Nullable JSObject answer = coroutines.awaited(done);
        if (answer != null && !((JSBoolean) answer).booleanValue()) {
            throw new AnkurahException.Conflict(
                    "storage.not_leading",
                    "another tab writes " + describe() + " now, and nothing of this was stored; this tab follows it");
        }
    }

    String describe() {
        return disk.name();
    }

    void close() {
        disk.close();
    }
}
