package ankurah.web.internal;

import ankurah.event.JsonText;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.event.ValueText;
import ankurah.event.internal.Hex;
import java.util.List;

/** Every value's text for people and as JSON, and texts of each kind that are read or refused. */
public final class Texts {
    private static final List<String> JSON = List.of(
            "null",
            " true ",
            "[]",
            "{}",
            "[1,2.5,-0,1e2,-1.5E-3]",
            "{\"b\":1,\"a\":[null,{\"c\":\"\\u00e9\\ud83d\\ude00\"}]}",
            "9223372036854775807",
            "9223372036854775808",
            "0.1",
            "1E+300",
            "1E+400",
            "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
            "\"\u007f\u2028\ud83d\ude00\"",
            "",
            " ",
            "nul",
            "[1,]",
            "[,1]",
            "{\"a\":1,}",
            "{\"a\" 1}",
            "{a:1}",
            "01",
            "+1",
            "1.",
            ".5",
            "1e",
            "--1",
            "\"\\x\"",
            "\"\\u12g4\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"a\nb\"",
            "\"open",
            "[1",
            "{\"a\":1",
            "1 2",
            "{\"a\":1,\"a\":2}",
            "[".repeat(128) + "]".repeat(128),
            "[".repeat(129) + "]".repeat(129));

    private static final List<String> TEXTS = List.of(
            "",
            "null",
            "true",
            "FALSE",
            "0",
            "-0",
            "-12",
            "+12",
            "9223372036854775807",
            "9223372036854775808",
            "0.1",
            "1.50",
            "1e3",
            "1E+300",
            "1E400",
            "1E-400",
            "4.9E-324",
            "1.7976931348623157E308",
            "2.2250738585072011E-308",
            "NaN",
            "Infinity",
            "-Infinity",
            "AQID",
            "AQI=",
            "AQJ=",
            "A===",
            "2020-01-31",
            "2020-02-30",
            "2000-02-29",
            "1900-02-29",
            "-0044-03-15",
            "+12020-01-01",
            "2020-01-31T10:00:00Z",
            "2020-01-31T10:00:00.25Z",
            "2020-01-31T10:00:00.1234567Z",
            "2020-01-31T23:59:60Z",
            "2020-01-31T10:00:00+02:00",
            "2020-01-31T10:00",
            "2020-01-31T10:00:00.000001",
            "123e4567-e89b-12d3-a456-426614174000",
            "123E4567-E89B-12D3-A456-426614174000",
            "123e4567e89b12d3a456426614174000",
            "0".repeat(52),
            "[1,\"a\"]",
            "{\"a\":1}");

    private Texts() {}

    public static void write(Transcript out) {
        out.section("texts");
        List<Value> values = Values.all();
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            String text = ValueText.print(value);
            out.line("text " + i + " " + value.kind().name(), text);
            out.line("reads back", value.equals(ValueText.read(value.kind(), text)));
            out.line("json", JsonText.print(value));
        }
        for (String json : JSON) {
            out.outcome("json " + json, () -> {
                Value root = JsonText.parse(json);
                return JsonText.print(root) + " " + encoded(new Value.Json(root));
            });
        }
        for (Value.Kind kind : Value.Kind.values()) {
            for (String text : TEXTS) {
                out.outcome(kind.name() + " of " + text, () -> {
                    Value value = ValueText.read(kind, text);
                    return value == null ? "none" : ValueText.print(value) + " " + encoded(value);
                });
            }
        }
        doubles(out);
    }

    /** The shortest digits of doubles of every size. */
    private static void doubles(Transcript out) {
        Dice dice = new Dice(10);
        for (int i = 0; i < 300; i++) {
            double value = Double.longBitsToDouble(dice.next());
            if (!Double.isNaN(value)) {
                String text = ValueText.print(Value.of(value));
                out.line("double", text + " " + Value.of(value).equals(ValueText.read(Value.Kind.FLOAT, text)));
            }
        }
    }

    private static String encoded(Value value) {
        return Hex.encode(ValueCodec.encode(value));
    }
}
