package ankurah.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrecedenceTest {

    @Test
    void andBindsTighterThanOr() {
        assertThat(AnkQl.parsePredicate("a = 1 OR b = 2 AND c = 3"))
                .isEqualTo(AnkQl.parsePredicate("a = 1 OR (b = 2 AND c = 3)"))
                .isNotEqualTo(AnkQl.parsePredicate("(a = 1 OR b = 2) AND c = 3"));
    }

    @Test
    void notBindsTighterThanAnd() {
        assertThat(AnkQl.parsePredicate("NOT a = 1 AND b = 2"))
                .isEqualTo(AnkQl.parsePredicate("(NOT (a = 1)) AND b = 2"))
                .isNotEqualTo(AnkQl.parsePredicate("NOT (a = 1 AND b = 2)"));
    }

    @Test
    void theAndOfABetweenBelongsToIt() {
        assertThat(AnkQl.parsePredicate("a BETWEEN 1 AND 2 AND b = 3"))
                .isEqualTo(AnkQl.parsePredicate("(a BETWEEN 1 AND 2) AND (b = 3)"));
    }

    @Test
    void parenthesesAroundValuesChangeNothing() {
        assertThat(AnkQl.parsePredicate("(a) = (1) AND ((b) IN ((2), (3)))"))
                .isEqualTo(AnkQl.parsePredicate("a = 1 AND b IN (2, 3)"));
    }

    @Test
    void chainsOfOneConnectiveAreFlat() {
        Predicate flat = AnkQl.parsePredicate("a = 1 AND b = 2 AND c = 3 AND d = 4");
        assertThat(AnkQl.parsePredicate("(a = 1 AND b = 2) AND (c = 3 AND d = 4)"))
                .isEqualTo(flat);
        assertThat(AnkQl.parsePredicate("a = 1 AND (b = 2 AND (c = 3 AND d = 4))"))
                .isEqualTo(flat);
        assertThat(((Predicate.And) flat).parts()).hasSize(4);
    }
}
