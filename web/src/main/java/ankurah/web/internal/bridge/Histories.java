package ankurah.web.internal.bridge;

import ankurah.core.HistoryEntry;
import ankurah.core.type.TextType;
import ankurah.event.Names;
import ankurah.event.Operation;
import java.util.List;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSBoolean;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.core.JSString;

/**
 * Events of an entity for JavaScript. Of each the id, the author, the time in milliseconds, the transaction, whether it is
 * pending, whether it was erased, its parents, what plain values it wrote (name, kind, content), and of other data types the
 * names of the properties that it changed.
 */
final class Histories {
    private Histories() {}

    static JSArray<JSObject> flat(List<HistoryEntry> entries) {
        JSArray<JSObject> flat = new JSArray<>();
        entries.forEach(entry -> push(entry, flat));
        return flat;
    }

    private static void push(HistoryEntry entry, JSArray<JSObject> into) {
        JSArray<JSObject> parents = new JSArray<>();
        entry.parents().forEach(id -> parents.push(JSString.valueOf(id.toString())));
        into.push(
                JSString.valueOf(entry.id().toString()),
                JSString.valueOf(entry.author()),
                JSNumber.valueOf((double) entry.timeMillis()),
                JSString.valueOf(entry.transaction().toString()));
        into.push(JSBoolean.valueOf(entry.pending()), JSBoolean.valueOf(entry.erased()), parents);
        into.push(JsValues.written(entry.written()), others(entry));
    }

    private static JSArray<JSObject> others(HistoryEntry entry) {
        JSArray<JSObject> others = new JSArray<>();
        for (Operation operation : entry.operations()) {
            if (operation.property().equals(TextType.HOME)) {
                TextType.summary(operation.body())
                        .properties()
                        .forEach(property -> others.push(JSString.valueOf(property)));
            } else if (!operation.dataType().equals(Operation.LWW) && !Names.isReserved(operation.property())) {
                others.push(JSString.valueOf(operation.property()));
            }
        }
        return others;
    }
}
