package ankurah.web.internal;

import ankurah.event.AnkurahException;
import ankurah.event.Sha256;
import ankurah.event.internal.Hex;
import java.nio.charset.StandardCharsets;

/** Collects lines. Everything in them is text this project made; no {@code toString} of the platform's. */
public final class Transcript {
    private final StringBuilder lines = new StringBuilder();

    void section(String name) {
        lines.append("## ").append(name).append('\n');
    }

    void line(String label, String value) {
        append(label);
        lines.append(" = ");
        append(value);
        lines.append('\n');
    }

    /** One line stays one line, and halves of surrogate pairs survive. */
    private void append(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == 0x7f || Character.isSurrogate(c)) {
                lines.append("\\u").append(Hex.encode(new byte[] {(byte) (c >> 8), (byte) c}));
            } else {
                lines.append(c);
            }
        }
    }

    void line(String label, byte[] value) {
        line(label, Hex.encode(value));
    }

    void line(String label, long value) {
        line(label, Long.toString(value));
    }

    void line(String label, boolean value) {
        line(label, value ? "yes" : "no");
    }

    /** Records what the step answers, or the code and message of the error it ends in. */
    void outcome(String label, Step step) {
        String result;
        try {
            result = step.run();
        } catch (AnkurahException e) {
            result = "refused " + e.code() + ": " + e.getMessage();
        }
        line(label, result);
    }

    interface Step {
        String run();
    }

    public String sealed() {
        String hash = Sha256.portable().hash(utf8(lines.toString())).toString();
        return lines.append("sha256 = ").append(hash).append('\n').toString();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
