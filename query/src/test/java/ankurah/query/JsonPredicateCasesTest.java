package ankurah.query;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.JsonText;
import ankurah.event.Value;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class JsonPredicateCasesTest {

    @TestFactory
    List<DynamicTest> everyCaseMatchesWhatItSays() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (Value suite : list(root(), "suites")) {
            for (Value one : list(suite, "cases")) {
                tests.add(DynamicTest.dynamicTest(text(one, "name"), () -> check(one)));
            }
        }
        assertThat(tests).hasSize(5);
        return tests;
    }

    private static void check(Value one) {
        for (Value expectation : list(one, "expectations")) {
            Predicate predicate = AnkQl.parsePredicate(text(expectation, "query"));
            Matcher matcher = Matcher.compile(predicate);
            List<String> matched = new ArrayList<>();
            for (Value entity : list(one, "entities")) {
                Row row = MapRow.of(1, "data", new Value.Json(field(entity, "data")));
                assertThat(Evaluator.evaluate(predicate, row) == Truth.TRUE).isEqualTo(matcher.matches(row));
                if (matcher.matches(row)) {
                    matched.add(text(entity, "label"));
                }
            }
            assertThat(matched)
                    .as(text(expectation, "query"))
                    .isEqualTo(list(expectation, "matches").stream()
                            .map(label -> ((Value.Str) label).value())
                            .toList());
        }
    }

    private static Value root() throws Exception {
        try (InputStream in = JsonPredicateCasesTest.class.getResourceAsStream("json-predicate-cases.json")) {
            return JsonText.parse(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Value field(Value object, String name) {
        return Objects.requireNonNull(((Value.Obj) object).fields().get(name));
    }

    private static List<Value> list(Value object, String name) {
        return ((Value.List) field(object, name)).items();
    }

    private static String text(Value object, String name) {
        return ((Value.Str) field(object, name)).value();
    }
}
