package ankurah.text.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The characters of all strings of a document, in pages that only grow: an item has a slice of them, so splitting one and
 * joining two that lie side by side copies nothing. A page holds bytes until a character above U+00FF comes to it.
 *
 * <p>Each client has a block in which its next characters are put, so that what one types joins without copying even while
 * others type too. When two slices that do not lie side by side become one they are copied to the end; if more may follow
 * they get as much room again, so a text that grows costs time proportional to its length. What is no longer used is
 * counted, and {@link Store#compact} copies the rest into a new instance once it outweighs the used.
 */
final class Characters {
    private static final int BITS = 12;
    private static final int PAGE = 1 << BITS;
    private static final int MOST_ROOM = 1 << 16;

    private byte[] @Nullable [] narrow = new byte[1][];
    private char[] @Nullable [] wide = new char[1][];
    private int end;
    private int unused;

    /** For each client, where its block goes on and where it ends. */
    private int[] blockAt = new int[4];

    private int[] blockEnd = new int[4];

    boolean isWasteful() {
        return end > 2 * PAGE && unused > end / 2;
    }

    void release(int length) {
        unused += length;
    }

    /** Room for the next characters of a client. */
    int allocate(int client, int length) {
        ensureClient(client);
        int at = blockAt[client];
        if (length <= blockEnd[client] - at) {
            blockAt[client] = at + length;
            unused -= length;
            return at;
        }
        if (blockEnd[client] != end || end == 0) {
            at = end;
        } else {
            unused -= blockEnd[client] - at;
        }
        extendTo((long) at + length);
        blockAt[client] = end;
        blockEnd[client] = end;
        return at;
    }

    private void ensureClient(int client) {
        if (client >= blockAt.length) {
            blockAt = Arrays.copyOf(blockAt, Math.max(client + 1, blockAt.length * 2));
            blockEnd = Arrays.copyOf(blockEnd, blockAt.length);
        }
    }

    private void extendTo(long newEnd) {
        if (newEnd > Integer.MAX_VALUE - PAGE) {
            throw new IllegalStateException("a document holds at most 2^31 characters");
        }
        int last = (int) (newEnd - 1) >>> BITS;
        if (last >= narrow.length) {
            int capacity = Math.max(last + 1, narrow.length + (narrow.length >> 1));
            narrow = Arrays.copyOf(narrow, capacity);
            wide = Arrays.copyOf(wide, capacity);
        }
        for (int page = end >>> BITS; page <= last; page++) {
            ensure(page, page < last ? PAGE : ((int) newEnd - 1 & PAGE - 1) + 1);
        }
        end = (int) newEnd;
    }

    private void ensure(int page, int needed) {
        char[] chars = wide[page];
        byte[] bytes = narrow[page];
        int capacity = Math.min(PAGE, Math.max(needed, page == 0 ? Math.max(32, needed * 2) : PAGE));
        if (chars != null) {
            if (chars.length < needed) {
                wide[page] = Arrays.copyOf(chars, capacity);
            }
        } else if (bytes == null) {
            narrow[page] = new byte[capacity];
        } else if (bytes.length < needed) {
            narrow[page] = Arrays.copyOf(bytes, capacity);
        }
    }

    char at(int position) {
        char[] chars = wide[position >>> BITS];
        if (chars != null) {
            return chars[position & PAGE - 1];
        }
        byte[] bytes = narrow[position >>> BITS];
        return bytes == null ? 0 : (char) (bytes[position & PAGE - 1] & 0xff);
    }

    void put(int position, char c) {
        int page = position >>> BITS;
        char[] chars = wide[page];
        byte[] bytes = narrow[page];
        if (chars == null && bytes != null) {
            if (c <= 0xff) {
                bytes[position & PAGE - 1] = (byte) c;
                return;
            }
            chars = widen(page, bytes);
        }
        if (chars != null) {
            chars[position & PAGE - 1] = c;
        }
    }

    private char[] widen(int page, byte[] bytes) {
        char[] chars = new char[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            chars[i] = (char) (bytes[i] & 0xff);
        }
        narrow[page] = null;
        wide[page] = chars;
        return chars;
    }

    int append(int client, String text) {
        int start = allocate(client, text.length());
        for (int i = 0; i < text.length(); i++) {
            put(start + i, text.charAt(i));
        }
        return start;
    }

    /** Appends well-formed UTF-8 that is this many units long. */
    int append(int client, byte[] data, int from, int to, int units) {
        int start = allocate(client, units);
        if (units == to - from && copyBytes(data, from, start, units)) {
            return start;
        }
        int position = start;
        int at = from;
        while (at < to) {
            if (data[at] >= 0) {
                put(position++, (char) data[at++]);
                continue;
            }
            int length = Utf8.sequence(data, at, to);
            int point = Utf8.codePoint(data, at, length);
            at += length;
            if (length == 4) {
                put(position++, Character.highSurrogate(point));
                put(position++, Character.lowSurrogate(point));
            } else {
                put(position++, (char) point);
            }
        }
        return start;
    }

    /** Copies ASCII into a page that holds bytes, if it goes into one. */
    private boolean copyBytes(byte[] data, int from, int position, int length) {
        byte[] bytes = narrow[position >>> BITS];
        int at = position & PAGE - 1;
        if (bytes == null || at + length > bytes.length) {
            return false;
        }
        System.arraycopy(data, from, bytes, at, length);
        return true;
    }

    /** Puts two slices side by side and says where. */
    int join(int client, int left, int leftLength, int right, int rightLength, boolean mayGrow) {
        int total = leftLength + rightLength;
        int room = mayGrow ? Math.min(total, MOST_ROOM) : 0;
        int start = end;
        extendTo((long) start + total + room);
        copy(this, left, start, leftLength);
        copy(this, right, start + leftLength, rightLength);
        unused += total + room;
        if (mayGrow) {
            ensureClient(client);
            blockAt[client] = start + total;
            blockEnd[client] = end;
        }
        return start;
    }

    private void copy(Characters source, int from, int to, int length) {
        for (int i = 0; i < length; i++) {
            put(to + i, source.at(from + i));
        }
    }

    /** Takes over a slice from another instance. */
    int adopt(Characters source, int from, int length) {
        int start = end;
        extendTo((long) start + length);
        copy(source, from, start, length);
        return start;
    }

    void appendTo(StringBuilder text, int from, int length) {
        int at = from;
        int last = from + length;
        while (at < last) {
            int until = Math.min(last, (at | PAGE - 1) + 1);
            char[] chars = wide[at >>> BITS];
            byte[] bytes = narrow[at >>> BITS];
            if (chars != null) {
                text.append(chars, at & PAGE - 1, until - at);
            } else if (bytes != null) {
                for (int i = at; i < until; i++) {
                    text.append((char) (bytes[i & PAGE - 1] & 0xff));
                }
            }
            at = until;
        }
    }

    String string(int from, int length) {
        StringBuilder text = new StringBuilder(length);
        appendTo(text, from, length);
        return text.toString();
    }

    /** Writes a slice as a string: its size in UTF-8, and its bytes. */
    void write(Output out, int from, int length) {
        int size = 0;
        for (int i = 0; i < length; i++) {
            char c = at(from + i);
            size += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(at(from + i + 1))) {
                size++;
                i++;
            }
        }
        out.uint(size);
        for (int i = 0; i < length; i++) {
            char c = at(from + i);
            i += out.codePoint(c, c >= 0xd800 && i + 1 < length ? at(from + i + 1) : 0);
        }
    }
}
