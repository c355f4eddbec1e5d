package ankurah.web.internal.run;

import org.teavm.jso.JSBody;
import org.teavm.jso.typedarrays.Int8Array;

/** Texts as UTF-8, without the charsets, encoders and buffers of the class library. */
public final class HostText {
    private HostText() {}

    /** As {@link String#getBytes} has it: half of a surrogate pair is a question mark, where a host would write U+FFFD. */
    public static byte[] bytes(String text) {
        byte[] utf8 = new byte[text.length() * 3];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            int c = text.charAt(i);
            if (c < 0x80) {
                utf8[length++] = (byte) c;
            } else if (c < 0x800) {
                utf8[length++] = (byte) (0xc0 | c >> 6);
                utf8[length++] = following(c);
            } else if (!Character.isSurrogate((char) c)) {
                utf8[length++] = (byte) (0xe0 | c >> 12);
                utf8[length++] = following(c >> 6);
                utf8[length++] = following(c);
            } else if (Character.isHighSurrogate((char) c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                int point = Character.toCodePoint((char) c, text.charAt(i));
                utf8[length++] = (byte) (0xf0 | point >> 18);
                utf8[length++] = following(point >> 12);
                utf8[length++] = following(point >> 6);
                utf8[length++] = following(point);
            } else {
                utf8[length++] = '?';
            }
        }
        byte[] exact = new byte[length];
        System.arraycopy(utf8, 0, exact, 0, length);
        return exact;
    }

    private static byte following(int bits) {
        return (byte) (0x80 | bits & 0x3f);
    }

    public static String text(byte[] data, int from, int length) {
        byte[] part = new byte[length];
        System.arraycopy(data, from, part, 0, length);
        return decoded(Int8Array.copyFromJavaArray(part));
    }

    @JSBody(params = "utf8", script = "return new TextDecoder('utf-8', {ignoreBOM: true}).decode(utf8);")
    private static native String decoded(Int8Array utf8);

    /** As {@link String#toLowerCase(java.util.Locale)} has it where no language is asked for, which is all that asks. */
    public static String lower(String text) {
        return lowered(text);
    }

    /** As {@link Character#toLowerCase(int)} has it: one code point, or itself where the host would make two of it. */
    public static int lower(int codePoint) {
        return loweredPoint(codePoint);
    }

    @JSBody(
            params = "point",
            script = "var text = String.fromCodePoint(point).toLowerCase(); var first = text.codePointAt(0);"
                    + " return (first > 65535 ? 2 : 1) === text.length ? first : point;")
    private static native int loweredPoint(int point);

    @JSBody(params = "text", script = "return text.toLowerCase();")
    private static native String lowered(String text);
}
