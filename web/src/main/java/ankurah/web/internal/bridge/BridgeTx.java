package ankurah.web.internal.bridge;

import ankurah.core.TextEdit;
import ankurah.core.Transaction;
import ankurah.core.type.AddWinsSet;
import ankurah.core.type.Counter;
import ankurah.core.type.JsonMerge;
import ankurah.core.type.TypedOperation;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.web.internal.run.Coroutines;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSString;

/**
 * A transaction that JavaScript writes in. An operation is a property's name, what to do, and two arguments: {@code add} a
 * number to a counter; {@code put}, {@code take} an element; {@code empty} a set; {@code set}, {@code remove} at a path of a
 * document; and of a text {@code text} (all of it), {@code insert} at an index, {@code cut} from an index.
 */
final class BridgeTx implements Face.Tx {
    private static final int FIELDS = 4;

    private final Transaction tx;
    private final Calls calls;
    private @Nullable EntityId missed;

    BridgeTx(Transaction tx, Calls calls) {
        this.tx = tx;
        this.calls = calls;
    }

    /** The entity that had to be asked for, so that the body could not go on; null if there was none. */
    @Nullable
    EntityId missed() {
        return missed;
    }

    private interface OfEntity {
        @Nullable
        JSObject run(EntityId id);
    }

    private @Nullable JSObject of(String id, OfEntity call) {
        return calls.now(() -> {
            EntityId entity = JsValues.id(id);
            try {
                return call.run(entity);
            } catch (AnkurahException.Conflict e) {
                if (e.code().equals(Coroutines.WOULD_WAIT)) {
                    missed = entity;
                }
                throw e;
            }
        });
    }

    private JSObject given(Calls.Call call) {
        JSObject value = calls.now(call);
        return value == null ? JSString.valueOf("") : value;
    }

    @Override
    public JSObject create(String collection, JSArray<JSObject> values, JSArray<JSObject> operations) {
        return given(() -> {
            Map<String, TypedOperation<?>> typed = new LinkedHashMap<>();
            Map<String, String> texts = new LinkedHashMap<>();
            List<Integer> further = new ArrayList<>();
            for (int i = 0; i < operations.getLength(); i += FIELDS) {
                String property = JsValues.text(operations, i);
                if (JsValues.text(operations, i + 1).equals("text")) {
                    texts.put(property, JsValues.text(operations, i + 2));
                } else if (typed.containsKey(property)) {
                    further.add(i);
                } else {
                    typed.put(property, operation(operations, i));
                }
            }
            Map<String, Value> plain = JsValues.properties(values);
            EntityId id = tx.create(collection, plain, typed, texts).id();
            for (int at : further) {
                apply(id, operations, at);
            }
            return JSString.valueOf(id.toString());
        });
    }

    @Override
    public @Nullable JSObject edit(String id, JSArray<JSObject> values, JSArray<JSObject> operations) {
        return of(id, entity -> {
            if (values.getLength() > 0) {
                tx.edit(entity, JsValues.properties(values));
            }
            for (int i = 0; i < operations.getLength(); i += FIELDS) {
                apply(entity, operations, i);
            }
            return null;
        });
    }

    private void apply(EntityId entity, JSArray<JSObject> operations, int at) {
        String property = JsValues.text(operations, at);
        switch (JsValues.text(operations, at + 1)) {
            case "text" -> text(entity, property).replace(JsValues.text(operations, at + 2));
            case "insert" ->
                text(entity, property).insert(JsValues.number(operations, at + 2), JsValues.text(operations, at + 3));
            case "cut" ->
                text(entity, property).delete(JsValues.number(operations, at + 2), JsValues.number(operations, at + 3));
            default -> tx.apply(entity, property, operation(operations, at));
        }
    }

    private TextEdit text(EntityId entity, String property) {
        return tx.text(entity, property);
    }

    private static TypedOperation<?> operation(JSArray<JSObject> operations, int at) {
        String what = JsValues.text(operations, at + 1);
        return switch (what) {
            case "add" -> Counter.add((long) ((JSNumber) operations.get(at + 2)).doubleValue());
            case "put" -> AddWinsSet.add(JsValues.value(operations, at + 2));
            case "take" -> AddWinsSet.remove(JsValues.value(operations, at + 2));
            case "empty" -> AddWinsSet.clear();
            case "set" ->
                JsonMerge.set(
                        JsValues.text(operations, at + 2), JsValues.value(JsValues.cast(operations.get(at + 3)), 0));
            case "remove" -> JsonMerge.remove(JsValues.text(operations, at + 2));
            default -> throw new AnkurahException.Invalid("web.value", "there is no operation '" + what + "'");
        };
    }

    @Override
    public @Nullable JSObject delete(String id) {
        return of(id, entity -> {
            tx.delete(entity);
            return null;
        });
    }

    @Override
    public @Nullable JSObject restore(String id) {
        return of(id, entity -> {
            tx.restore(entity);
            return null;
        });
    }

    @Override
    public @Nullable JSObject find(String id) {
        return of(id, entity -> tx.find(entity).map(JsValues::row).orElse(null));
    }

    @Override
    public JSPromise<JSObject> load(String id) {
        return calls.later(
                "load", () -> tx.find(JsValues.id(id)).map(JsValues::row).orElse(null));
    }

    @Override
    public JSObject query(String collection, String ankql, JSArray<JSObject> values) {
        return given(() -> JsValues.rows(tx.query(collection, AnkQl.parse(ankql).bind(JsValues.values(values)))));
    }
}
