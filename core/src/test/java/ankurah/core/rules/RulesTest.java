package ankurah.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.Principal;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules alone: no node, no store. */
class RulesTest {
    private static final Principal ANN = Principal.of("ann");
    private static final Principal EDITOR =
            new Principal("eve", Map.of("roles", new Value.List(List.of(Value.of("editor")))));

    private static final Rules NOTES = Rules.parse("""
            {"format": "ankurah-policy-1",
             "collections": {
               "note": {
                 "read": ["owner = $principal.id", {"name": "public", "where": "public = true"}, {"role": "editor"}],
                 "create": "owner = $principal.id",
                 "update": ["owner = $principal.id", {"name": "editing", "role": "editor", "where": "locked IS NULL"}],
                 "delete": "owner = $principal.id",
                 "properties": {"rating": {"role": "editor"}}
               },
               "team": {"read": "$principal.id IN (members)", "write": false},
               "task": {"read": "team IN ($principal.teams)", "update": "$before.state <> 'done' AND $after.state <> 'lost'"}
             }}
            """);

    private final Samples samples = new Samples();

    private Sample note(String owner) {
        return samples.row("note", Map.of("owner", Value.of(owner)));
    }

    @Test
    void whatNoRuleAllowsIsForbidden() {
        assertThat(NOTES.explain(ANN, samples.row("secret", Map.of())).isAllowed())
                .isFalse();
        assertThat(NOTES.explainErase(ANN, note("ann")).isAllowed()).isFalse();
        assertThat(NOTES.explain(ANN, note("bob")).isAllowed()).isFalse();
    }

    @Test
    void oneRuleIsEnoughAndIsNamed() {
        assertThat(NOTES.explain(ANN, note("ann")).allowing()).containsExactly("note.read[0]");
        Sample open = samples.row("note", Map.of("owner", Value.of("bob"), "public", Value.TRUE));
        assertThat(NOTES.explain(ANN, open).allowing()).containsExactly("note.read.public");
        assertThat(NOTES.explain(EDITOR, note("bob")).allowing()).containsExactly("note.read[2]");
    }

    @Test
    void nobodyInParticularOwnsNothing() {
        assertThat(NOTES.explain(Principal.ANONYMOUS, note("")).isAllowed()).isFalse();
    }

    @Test
    void unknownIsNotAllowedWhicheverWayItIsAsked() {
        Rules rules = Rules.parse("{\"collections\": {\"note\": {\"read\": \"NOT (owner = 'bob')\"}}}");
        Explanation explanation = rules.explain(ANN, samples.row("note", Map.of()));
        assertThat(explanation.isAllowed()).isFalse();
        assertThat(explanation.steps().getFirst().verdicts().getFirst().outcome())
                .isEqualTo(Explanation.Outcome.IS_UNKNOWN);
    }

    @Test
    void aRowIsNotTakenByWritingOnesNameOnIt() {
        Sample before = note("bob");
        Sample after = samples.changed(before, Map.of("owner", Value.of("ann")));
        assertThat(NOTES.explainUpdate(ANN, before, after).isAllowed()).isFalse();
        Sample own = note("ann");
        assertThat(NOTES.explainUpdate(ANN, own, samples.changed(own, Map.of("owner", Value.of("bob"))))
                        .isAllowed())
                .as("nor given away")
                .isFalse();
        assertThat(NOTES.explainUpdate(ANN, own, samples.changed(own, Map.of("text", Value.of("hi"))))
                        .isAllowed())
                .isTrue();
    }

    @Test
    void aPropertyMayBeForFewerThanItsRow() {
        Sample own = note("ann");
        Explanation rated = NOTES.explainUpdate(ANN, own, samples.changed(own, Map.of("rating", Value.of(5))));
        assertThat(rated.isAllowed()).isFalse();
        assertThat(rated.toString()).contains("note.rating: refused").contains("role editor");
        assertThat(NOTES.explainUpdate(EDITOR, own, samples.changed(own, Map.of("rating", Value.of(5))))
                        .isAllowed())
                .isTrue();
    }

    @Test
    void beforeAndAfterMayBeToldApart() {
        Principal red = new Principal("ann", Map.of("teams", new Value.List(List.of(Value.of("red")))));
        Sample task = samples.row("task", Map.of("team", Value.of("red"), "state", Value.of("open")));
        Sample done = samples.changed(task, Map.of("state", Value.of("done")));
        assertThat(NOTES.explainUpdate(red, task, done).isAllowed()).isTrue();
        assertThat(NOTES.explainUpdate(red, done, task).isAllowed()).isFalse();
        assertThat(NOTES.explainUpdate(ANN, task, done).isAllowed())
                .as("who may not read a row may not change it")
                .isFalse();
    }

    @Test
    void aListInTheRowOrAmongTheClaimsStandsForItsItems() {
        Sample team = samples.row("team", Map.of("members", new Value.List(List.of(Value.of("bob"), Value.of("ann")))));
        assertThat(NOTES.explain(ANN, team).isAllowed()).isTrue();
        assertThat(NOTES.explain(EDITOR, team).isAllowed()).isFalse();
        Principal red = new Principal("ann", Map.of("teams", new Value.List(List.of(Value.of("red")))));
        assertThat(AnkQl.print(NOTES.readable(red, "task"))).isEqualTo("team IN ('red')");
        assertThat(AnkQl.print(NOTES.readable(ANN, "task"))).isEqualTo("team IN (NULL)");
    }

    @Test
    void conditionsLookThroughReferences() {
        Rules rules = Rules.builder()
                .allow("read", "album", "artist.label.owner = $principal.id")
                .build();
        Sample label = samples.row("label", Map.of("owner", Value.of("ann")));
        Sample artist =
                samples.row("artist", Map.of("label", Value.of(label.row().id())));
        Sample album =
                samples.row("album", Map.of("artist", Value.of(artist.row().id())));
        assertThat(rules.explain(ANN, album).isAllowed()).isTrue();
        assertThat(rules.explain(Principal.of("bob"), album).toString()).isEqualTo("""
                        refused: read %s
                          album.read: refused
                            album.read[0]  artist.label.owner = $principal.id  -> false
                              $principal.id = "bob"
                              artist.label.owner = "ann\"""".formatted(album.name()));
    }

    @Test
    void theSystemItselfMayDoEverything() {
        assertThat(NOTES.readsEverything(Principal.SYSTEM)).isTrue();
        assertThat(NOTES.readsEverything(EDITOR)).isFalse();
        assertThat(Rules.parse("{\"collections\": {\"*\": {\"read\": true}}}").readsEverything(ANN))
                .isTrue();
    }

    @Test
    void otherRulesAreAnotherVersion() {
        String text = "{\"collections\": {}}";
        assertThat(Rules.parse(text).version()).isEqualTo(Rules.parse(text).version());
        assertThat(Rules.parse(text).version()).isNotEqualTo(NOTES.version());
    }

    @Test
    void theFormatBeforeThisOneIsUnderstood() {
        Rules rules = Rules.parse(
                "{\"collections\": {\"track\": {\"read\": true, \"write\": false}, \"*\": {\"read\": true, \"write\": true}}}");
        Sample track = samples.row("track", Map.of("n", Value.of(1)));
        assertThat(rules.explain(ANN, track).isAllowed()).isTrue();
        assertThat(rules.explainCreate(ANN, track).isAllowed()).isFalse();
        Sample other = samples.row("other", Map.of("n", Value.of(1)));
        assertThat(rules.explainCreate(ANN, other).isAllowed()).isTrue();
        assertThat(rules.explainErase(ANN, other).isAllowed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {                                                    | the policy is no JSON
                    []                                                   | the policy: expected an object
                    {"colections": {}}                                   | unknown word 'colections'
                    {"format": "2", "collections": {}}                   | format: expected "ankurah-policy-1"
                    {"collections": {"a": {"reed": true}}}               | collections.a: unknown word 'reed'
                    {"collections": {"a": {"read": 1}}}                  | collections.a.read: a rule is
                    {"collections": {"a": {"read": " "}}}                | collections.a.read: a condition without words
                    {"collections": {"a": {"read": ["x = 1", "x ="]}}}   | collections.a.read[1]:
                    {"collections": {"a": {"read": "x = $before.x"}}}    | '$before.x' is not known here; there are $principal
                    {"collections": {"a": {"create": "x = $before.x"}}}  | there are $principal, $after
                    {"collections": {"a": {"read": "x = $principal"}}}   | each with a point and a name behind it
                    {"collections": {"a": {"read": "x = :x"}}}           | collections.a.read: the parameter :x has no value
                    {"collections": {"a": {"read": {}}}}                 | expected 'where', a role, or both
                    {"collections": {"a": {"read": {"roles": []}}}}      | a list of one role or more
                    {"collections": {"_a": {"read": true}}}              | is reserved
                    {"collections": {"a": {"properties": {"id": true}}}} | is reserved
                    {"collections": {"a": {"read": [{"name": "n", "role": "r"}, {"name": "n", "role": "s"}]}}} | another rule here
                    """)
    void whatIsNotUnderstoodToTheLastWordIsRefusedWithItsPlace(String text, String message) {
        assertThatThrownBy(() -> Rules.parse(text))
                .isInstanceOf(AnkurahException.Invalid.class)
                .hasMessageContaining(message)
                .extracting(e -> ((AnkurahException) e).code())
                .isEqualTo("policy.invalid");
    }
}
