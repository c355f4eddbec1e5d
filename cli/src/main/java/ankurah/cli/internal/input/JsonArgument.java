package ankurah.cli.internal.input;

import ankurah.cli.internal.Failure;
import ankurah.cli.internal.args.Arguments;
import ankurah.event.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties of one entity, given as JSON on the command line. */
public final class JsonArgument {
    private JsonArgument() {}

    /**
     * @param types as for {@code --types}
     * @throws Failure with exit code 2 if the text is not a JSON object, or not one of properties
     */
    public static Map<String, Value> read(Arguments arguments, String json, @Nullable String types) {
        Place place = new Place("JSON");
        try {
            Typing typing = Typing.parse(types, Renaming.NONE);
            if (PlacedJson.parse(place, json, 1, 1) instanceof Value.Obj object) {
                return new Properties(place, Renaming.NONE, typing).of(new SourceRow(1, object.fields()));
            }
        } catch (Failure malformed) {
            throw arguments.usage(String.valueOf(malformed.getMessage()));
        }
        throw arguments.usage("expected a JSON object, such as '{\"name\": \"Muse\"}'");
    }
}
