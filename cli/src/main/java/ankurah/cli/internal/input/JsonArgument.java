package ankurah.cli.internal.input;

import ankurah.event.Value;
import java.util.Map;

/** The properties of one entity, given as JSON on the command line. */
public final class JsonArgument {
    private JsonArgument() {}

    public static Map<String, Value> read(String json, Typing typing) {
        Place place = new Place("the JSON given");
        if (PlacedJson.parse(place, json, 1, 1) instanceof Value.Obj object) {
            return new Properties(place, Renaming.NONE, typing).of(new SourceRow(1, object.fields()));
        }
        throw place.wrong(1, "expected an object, such as {\"name\": \"Muse\"}");
    }
}
