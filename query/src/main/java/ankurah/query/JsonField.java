package ankurah.query;

import ankurah.event.Value;
import java.util.ArrayList;
import java.util.List;

/** A property with JSON, or a place in it. */
public final class JsonField extends Field<Value.Json> {
    JsonField(Operand.Path path) {
        super(path, value -> value);
    }

    /** A place inside: names of fields, and indexes of elements from "0". */
    public JsonField at(String... steps) {
        List<String> all = new ArrayList<>(path().steps());
        all.addAll(List.of(steps));
        return new JsonField(new Operand.Path(all));
    }

    /** This place as one that holds a text. */
    public TextField text() {
        return new TextField(path());
    }

    /** This place as one that holds a whole number. */
    public IntegerField integer() {
        return new IntegerField(path());
    }

    /** This place as one that holds a number. */
    public NumberField number() {
        return new NumberField(path());
    }

    /** This place as one that holds a truth value. */
    public Field<Boolean> bool() {
        return Fields.of(path(), Value::of);
    }

    @Override
    JsonField behind(Operand.Path reference) {
        return new JsonField(joined(reference));
    }
}
