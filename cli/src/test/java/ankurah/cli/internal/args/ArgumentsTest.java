package ankurah.cli.internal.args;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static final Syntax SYNTAX = new Syntax(
            "paint",
            "paint a wall",
            List.of("WALL"),
            List.of(
                    Option.required("colour", "NAME", "which one"),
                    Option.optional("coats", "N", "how many"),
                    Option.flag("primed", "whether it is")),
            "A note.\n");

    @Test
    void optionsStandAnywhereAndTakeTheirValueEitherWay() {
        Arguments arguments = parse("--colour", "red", "north", "--coats=2", "--primed");

        assertThat(arguments.operand(0)).isEqualTo("north");
        assertThat(arguments.option("colour")).isEqualTo("red");
        assertThat(arguments.number("coats", 1, 1, 9)).isEqualTo(2);
        assertThat(arguments.has("primed")).isTrue();
    }

    @Test
    void whatIsNotGivenHasItsDefault() {
        Arguments arguments = parse("north", "--colour=");

        assertThat(arguments.option("colour")).isEmpty();
        assertThat(arguments.number("coats", 1, 1, 9)).isEqualTo(1);
        assertThat(arguments.option("coats", "none")).isEqualTo("none");
        assertThat(arguments.has("primed")).isFalse();
    }

    @Test
    void aSingleDashBeginsNoOption() {
        assertThat(parse("-5 < x", "--colour", "-1").operand(0)).isEqualTo("-5 < x");
    }

    @Test
    void behindTwoDashesNothingIsAnOption() {
        assertThat(parse("--colour", "red", "--", "--primed").operand(0)).isEqualTo("--primed");
    }

    @Test
    void eachMistakeIsNamed() {
        refused("missing WALL", "--colour", "red");
        refused("missing --colour NAME", "north");
        refused("unexpected 'south'", "north", "south", "--colour", "red");
        refused("unknown option '--color' (did you mean '--colour'?)", "north", "--color", "red");
        refused("unknown option '--zzzzzzz'; see", "north", "--zzzzzzz", "red");
        refused("--colour needs a value (NAME)", "north", "--colour");
        refused("--colour stands there twice", "north", "--colour", "red", "--colour", "blue");
        refused("--primed takes no value", "north", "--colour", "red", "--primed=yes");
    }

    @Test
    void aNumberIsCheckedWithItsBounds() {
        for (String wrong : List.of("0", "10", "two", "", "1e1", "99999999999")) {
            Arguments arguments = parse("north", "--colour", "red", "--coats", wrong);
            assertThatThrownBy(() -> arguments.number("coats", 1, 1, 9))
                    .hasMessageContaining("--coats is a number from 1 to 9, not '" + wrong + "'");
        }
    }

    @Test
    void helpIsUnderstoodWithoutTheRest() {
        assertThat(parse("--help").wantsHelp()).isTrue();
        assertThat(parse("-h").wantsHelp()).isTrue();
    }

    @Test
    void helpNamesEverything() {
        assertThat(SYNTAX.help())
                .contains("usage: ankurah paint WALL --colour NAME [--coats N] [--primed]")
                .contains("--colour NAME  which one", "--coats N      how many", "--debug", "A note.");
    }

    private static Arguments parse(String... words) {
        return Arguments.parse(SYNTAX, List.of(words));
    }

    private static void refused(String message, String... words) {
        assertThatThrownBy(() -> parse(words))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exit()).isEqualTo(Exit.USAGE))
                .hasMessageEndingWith("; see: ankurah paint --help")
                .message()
                .contains(message);
    }
}
