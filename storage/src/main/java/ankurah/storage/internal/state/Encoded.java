package ankurah.storage.internal.state;

import ankurah.event.AnkurahException;
import ankurah.event.internal.Utf8;
import ankurah.event.internal.ValueOrder;
import java.util.Arrays;

/**
 * Steps over CBOR without making objects of it. What was stored was checked when it was written. What is short, as most is, is
 * stepped over without a long, which is slow in a browser.
 */
final class Encoded {
    /** The low bits of a head with one byte more. */
    private static final int ONE_MORE = 24;

    private Encoded() {}

    /** The offset behind the item at {@code at}. */
    static int skip(byte[] data, int at) {
        int low = octet(data, at) & 31;
        int major = major(data, at);
        if (low > ONE_MORE || major >= 4 && major <= 6) {
            return skipAny(data, at);
        }
        int next = at + (low == ONE_MORE ? 2 : 1);
        int argument = low == ONE_MORE ? octet(data, at + 1) : low;
        return major == 2 || major == 3 ? plus(data, next, argument) : next;
    }

    private static int skipAny(byte[] data, int at) {
        int next = at;
        long items = 1;
        while (items > 0) {
            int first = octet(data, next);
            int low = first & 31;
            long argument = low;
            int head = 1;
            if (low >= 24) {
                int width = width(low, next);
                argument = number(data, next + 1, width);
                head += width;
            }
            next += head;
            switch (first >>> 5) {
                case 2, 3 -> next = plus(data, next, argument);
                case 4 -> items += argument;
                case 5 -> items += 2 * argument;
                case 6 -> items++;
                default -> {}
            }
            items--;
        }
        return next;
    }

    /** The argument of the head at {@code at}: a length or a small number. */
    static int argument(byte[] data, int at) {
        int low = octet(data, at) & 31;
        if (low <= ONE_MORE) {
            return low < ONE_MORE ? low : octet(data, at + 1);
        }
        long argument = number(data, at + 1, width(low, at));
        if (argument < 0 || argument > Integer.MAX_VALUE) {
            throw malformed(at);
        }
        return (int) argument;
    }

    /** The number of items of the array at {@code at}, which are not more than there are bytes. */
    static int count(byte[] data, int at) {
        int count = argument(data, at);
        if (major(data, at) != 4 || count > data.length) {
            throw malformed(at);
        }
        return count;
    }

    static int headSize(byte[] data, int at) {
        int low = octet(data, at) & 31;
        return low < 24 ? 1 : 1 + width(low, at);
    }

    static int major(byte[] data, int at) {
        return octet(data, at) >>> 5;
    }

    /** The order of the UTF-8 text at {@code from} relative to {@code name}, which is the order by code point. */
    static int compare(byte[] data, int from, int length, String name) {
        int common = Math.min(length, name.length());
        for (int i = 0; i < common; i++) {
            char c = name.charAt(i);
            int b = data[from + i];
            if (b < 0 || c >= 0x80) {
                byte[] utf8 = Utf8.bytes(name);
                byte[] mine = Arrays.copyOfRange(data, from, from + length);
                return ValueOrder.compareBytes(mine, utf8);
            }
            if (b != c) {
                return b - c;
            }
        }
        return length - name.length();
    }

    static boolean equalsAscii(byte[] data, int from, int length, String text) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != data[from + i]) {
                return false;
            }
        }
        return true;
    }

    static AnkurahException malformed(int at) {
        return new AnkurahException.Invalid("cbor.malformed", "at byte " + at + ": not an encoded state");
    }

    private static int octet(byte[] data, int at) {
        if (at >= data.length) {
            throw malformed(at);
        }
        return data[at] & 0xff;
    }

    private static int width(int low, int at) {
        if (low > 27) {
            throw malformed(at);
        }
        return 1 << low - 24;
    }

    private static int plus(byte[] data, int at, int length) {
        if (length > data.length - at) {
            throw malformed(at);
        }
        return at + length;
    }

    private static int plus(byte[] data, int at, long length) {
        if (length < 0 || length > data.length - at) {
            throw malformed(at);
        }
        return at + (int) length;
    }

    private static long number(byte[] data, int at, int width) {
        if (data.length - at < width) {
            throw malformed(at);
        }
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 8 | data[at + i] & 0xffL;
        }
        return value;
    }
}
