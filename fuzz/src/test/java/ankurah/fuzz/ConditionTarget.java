package ankurah.fuzz;

import ankurah.event.AnkurahException;
import ankurah.event.Clock;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.Evaluator;
import ankurah.query.Matcher;
import ankurah.query.Operand;
import ankurah.query.Predicate;
import ankurah.query.QueryLimits;
import ankurah.query.Template;
import ankurah.query.Truth;
import ankurah.storage.EntityState;
import ankurah.storage.PropertyState;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.Map;

/** Conditions by themselves, as rules have them: both evaluators agree on a row, and the text reads back. */
public final class ConditionTarget {
    private static final EntityId ID = new EntityId(EventId.fromBytes(new byte[EventId.BYTES]));
    private static final EntityState ROW = EntityState.empty("note", ID)
            .with(
                    Clock.EMPTY,
                    Map.of(
                            "a", property(Value.of(1)),
                            "b", property(Value.of("b")),
                            "c", property(Value.of(-0.5)),
                            "d", property(new Value.Json(new Value.Obj(Map.of("n", Value.of(9))))),
                            "e", property(Value.of(ID))));

    private ConditionTarget() {}

    private static PropertyState property(Value value) {
        return new PropertyState("lww", 1, value, new byte[0]);
    }

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            evaluate(AnkQl.parsePredicate(text));
        } catch (AnkurahException.Invalid refused) {
            Target.requireCode(refused);
        }
        try {
            evaluate(Template.parse(text, QueryLimits.DEFAULT).bind(path -> new Operand.Literal(Value.of("b"))));
        } catch (AnkurahException.Invalid refused) {
            Target.requireCode(refused);
        }
    }

    private static void evaluate(Predicate predicate) {
        Truth truth;
        try {
            truth = Evaluator.evaluate(predicate, ROW);
        } catch (AnkurahException.Invalid unbound) {
            Target.requireCode(unbound);
            return;
        }
        if (Matcher.compile(predicate).matches(ROW) != (truth == Truth.TRUE)) {
            throw new AssertionError("the matcher says otherwise than " + truth + " of " + AnkQl.print(predicate));
        }
        if (!AnkQl.parsePredicate(AnkQl.print(predicate)).equals(predicate)) {
            throw new AssertionError(AnkQl.print(predicate) + " reads otherwise");
        }
    }
}
