package ankurah.text.internal;

import ankurah.text.TextFormatException;

/** Well-formed UTF-8 (Unicode 15, table 3-7), which is what Yjs reads and writes; everything else is refused. */
final class Utf8 {
    static final char REPLACEMENT = '\ufffd';

    private Utf8() {}

    /** How many UTF-16 units the bytes are; throws if they are not well formed. */
    static int units(byte[] data, int from, int to) {
        int units = 0;
        int at = from;
        while (at < to) {
            if (data[at] >= 0) {
                at++;
                units++;
            } else {
                int length = sequence(data, at, to);
                at += length;
                units += length == 4 ? 2 : 1;
            }
        }
        return units;
    }

    /** The length of the sequence of two to four bytes that begins here. */
    static int sequence(byte[] data, int at, int to) {
        int lead = data[at] & 0xff;
        int length = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (length == 0 || to - at < length || !isSecond(lead, data[at + 1] & 0xff)) {
            throw new TextFormatException(at, "text that is not UTF-8");
        }
        for (int i = 2; i < length; i++) {
            if ((data[at + i] & 0xc0) != 0x80) {
                throw new TextFormatException(at, "text that is not UTF-8");
            }
        }
        return length;
    }

    /** The second byte is where overlong forms, surrogates and too great code points show. */
    private static boolean isSecond(int lead, int second) {
        int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        return second >= least && second <= most;
    }

    /** The code point of a well-formed sequence of this length. */
    static int codePoint(byte[] data, int at, int length) {
        int point = data[at] & (0xff >> (length + 1));
        for (int i = 1; i < length; i++) {
            point = point << 6 | data[at + i] & 0x3f;
        }
        return point;
    }

    static String decode(byte[] data, int from, int to) {
        char[] chars = new char[units(data, from, to)];
        int size = 0;
        int at = from;
        while (at < to) {
            if (data[at] >= 0) {
                chars[size++] = (char) data[at++];
                continue;
            }
            int length = sequence(data, at, to);
            int point = codePoint(data, at, length);
            at += length;
            size += Character.toChars(point, chars, size);
        }
        return new String(chars);
    }

    /** How many bytes a text takes; a surrogate without its other half counts as U+FFFD. */
    static int size(String text) {
        int length = text.length();
        int size = length;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                size += c < 0x800 ? 1 : 2;
                if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                }
            }
        }
        return size;
    }
}
