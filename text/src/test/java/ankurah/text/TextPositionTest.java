package ankurah.text;

import static ankurah.text.TextPosition.Side.LEFT;
import static ankurah.text.TextPosition.Side.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class TextPositionTest {
    private final TextDocument document = TextDocument.create(1);
    private final SharedText text = document.text("text");

    private int now(TextPosition position) {
        return text.indexOf(position).orElseThrow();
    }

    @Test
    void staysWithItsCharacter() {
        text.insert(0, "hello world");
        TextPosition right = text.positionAt(6, RIGHT);
        TextPosition left = text.positionAt(6, LEFT);
        text.insert(0, ">> ");
        assertThat(now(right)).isEqualTo(9);
        assertThat(now(left)).isEqualTo(9);
        text.insert(9, "new ");
        assertThat(now(right)).as("with the w").isEqualTo(13);
        assertThat(now(left)).as("with the space").isEqualTo(9);
    }

    @Test
    void staysWhereADeletedCharacterWas() {
        text.insert(0, "hello world");
        TextPosition position = text.positionAt(6, RIGHT);
        text.delete(4, 5);
        assertThat(now(position)).isEqualTo(4);
        text.delete(0, text.length());
        assertThat(now(position)).isZero();
    }

    @Test
    void atTheEndItStaysAtTheEnd() {
        TextPosition start = text.positionAt(0, LEFT);
        TextPosition end = text.positionAt(0, RIGHT);
        text.insert(0, "text");
        assertThat(now(start)).isZero();
        assertThat(now(end)).isEqualTo(4);
        assertThat(end.side()).isEqualTo(RIGHT);
        assertThat(start.side()).isEqualTo(LEFT);
    }

    @Test
    void isEncodedAsInYjs() {
        text.insert(0, "hello");
        TextPosition inside = text.positionAt(2, RIGHT);
        assertThat(inside.encode()).containsExactly(0, 1, 2, 0);
        assertThat(text.positionAt(2, LEFT).encode()).containsExactly(0, 1, 1, 0x41);
        assertThat(text.positionAt(5, RIGHT).encode()).containsExactly(1, 4, 't', 'e', 'x', 't', 0);
        assertThat(TextPosition.decode(inside.encode())).isEqualTo(inside).hasSameHashCodeAs(inside);
        byte[] greatClient = Base64.getDecoder().decode("AP////////8PBwA=");
        assertThat(TextPosition.decode(greatClient).encode()).isEqualTo(greatClient);
        assertThat(TextPosition.decode(new byte[] {0, 1, 2}).side())
                .as("older, without a side")
                .isEqualTo(RIGHT);
    }

    @Test
    void inAnotherTextOrNotYetThereItIsNowhere() {
        document.text("other").insert(0, "other");
        TextPosition other = document.text("other").positionAt(1, RIGHT);
        TextPosition otherEnd = document.text("other").positionAt(5, RIGHT);
        assertThat(text.indexOf(other)).isEmpty();
        assertThat(text.indexOf(otherEnd)).isEmpty();
        TextDocument ahead = TextDocument.create(2);
        ahead.text("text").insert(0, "ahead");
        TextPosition later = ahead.text("text").positionAt(3, RIGHT);
        assertThat(text.indexOf(later)).isEmpty();
        document.apply(ahead.encode());
        assertThat(now(later)).isEqualTo(3);
    }

    @Test
    void followsWhatWasUndone() {
        text.insert(0, "hello");
        TextUndo undo = TextUndo.of(text);
        TextPosition position = text.positionAt(3, RIGHT);
        text.delete(1, 4);
        text.insert(1, "!");
        assertThat(now(position)).isEqualTo(1);
        undo.undo();
        undo.undo();
        assertThat(text.toString()).isEqualTo("hello");
        assertThat(now(position)).isEqualTo(3);
    }

    @Test
    void refusesBytesThatAreNone() {
        assertThatThrownBy(() -> TextPosition.decode(new byte[0])).isInstanceOf(TextFormatException.class);
        assertThatThrownBy(() -> TextPosition.decode(new byte[] {3, 1}))
                .isInstanceOf(TextFormatException.class)
                .hasMessageContaining("unknown kind 3");
        assertThatThrownBy(() -> TextPosition.decode(new byte[] {1, 100, 1})).isInstanceOf(TextFormatException.class);
    }
}
