package ankurah.bench.text;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * The state of a document in which nearly everything was deleted, written as an update of version 1 without making the
 * document: short strings by some authors, each between two random neighbours, so that hardly any two can be stored as one.
 */
final class Tombstones {
    private static final int AUTHORS = 50;
    private static final int LIVE_PERCENT = 4;
    private static final int STINT_MAX = 400;
    private static final int LENGTH_MAX = 6;

    private static final int DELETED = 1;
    private static final int STRING = 4;
    private static final int HAS_ORIGIN = 0x80;
    private static final int HAS_RIGHT_ORIGIN = 0x40;
    private static final int NONE = -1;

    private final Random random = new Random(200);
    private final int count;
    private final long[] clients = new long[AUTHORS];
    private final byte[] author;
    private final byte[] length;
    private final boolean[] live;
    private final int[] clock;
    private final int[] left;
    private final int[] right;

    private Tombstones(int count) {
        this.count = count;
        author = new byte[count];
        length = new byte[count];
        live = new boolean[count];
        clock = new int[count];
        left = new int[count];
        right = new int[count];
        for (int i = 0; i < AUTHORS; i++) {
            // Descending, as an update lists them, and of the 53 bits that ours have.
            clients[i] = (1L << 52) - i * 70_368_744_177L;
        }
    }

    /** Writes so many structs. */
    static void write(Path file, int structs) throws IOException {
        Tombstones tombstones = new Tombstones(structs);
        tombstones.invent();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            tombstones.write(out);
        }
    }

    private void invent() {
        int[] next = new int[count];
        int[] clocks = new int[AUTHORS];
        int first = NONE;
        int writing = 0;
        for (int i = 0, stint = 0; i < count; i++, stint--) {
            if (stint == 0) {
                stint = 1 + random.nextInt(STINT_MAX);
                writing = random.nextInt(AUTHORS);
            }
            author[i] = (byte) writing;
            clock[i] = clocks[writing];
            length[i] = (byte) (1 + random.nextInt(LENGTH_MAX));
            live[i] = random.nextInt(100) < LIVE_PERCENT;
            clocks[writing] += length[i];

            left[i] = i == 0 ? NONE : random.nextInt(i + 1) - 1;
            right[i] = left[i] == NONE ? first : next[left[i]];
            if (left[i] == NONE) {
                first = i;
            } else {
                next[left[i]] = i;
            }
            next[i] = right[i];
        }
    }

    private void write(OutputStream out) throws IOException {
        int[][] byAuthor = new int[AUTHORS][];
        int[] sizes = new int[AUTHORS];
        for (byte one : author) {
            sizes[one]++;
        }
        for (int i = 0; i < AUTHORS; i++) {
            byAuthor[i] = new int[sizes[i]];
        }
        int[] filled = new int[AUTHORS];
        for (int i = 0; i < count; i++) {
            byAuthor[author[i]][filled[author[i]]++] = i;
        }
        number(out, AUTHORS);
        for (int i = 0; i < AUTHORS; i++) {
            number(out, byAuthor[i].length);
            number(out, clients[i]);
            number(out, 0);
            for (int struct : byAuthor[i]) {
                struct(out, struct);
            }
        }
        number(out, AUTHORS);
        for (int i = 0; i < AUTHORS; i++) {
            number(out, clients[i]);
            deletions(out, byAuthor[i]);
        }
    }

    private void struct(OutputStream out, int i) throws IOException {
        out.write((live[i] ? STRING : DELETED)
                | (left[i] == NONE ? 0 : HAS_ORIGIN)
                | (right[i] == NONE ? 0 : HAS_RIGHT_ORIGIN));
        if (left[i] != NONE) {
            number(out, clients[author[left[i]]]);
            number(out, clock[left[i]] + length[left[i]] - 1L);
        }
        if (right[i] != NONE) {
            number(out, clients[author[right[i]]]);
            number(out, clock[right[i]]);
        }
        if (left[i] == NONE && right[i] == NONE) {
            number(out, 1);
            text(out, "text");
        }
        if (live[i]) {
            text(out, "abcdef".substring(0, length[i]));
        } else {
            number(out, length[i]);
        }
    }

    private void deletions(OutputStream out, int[] structs) throws IOException {
        int ranges = 0;
        for (int i = 0; i < structs.length; i++) {
            ranges += !live[structs[i]] && (i == 0 || live[structs[i - 1]]) ? 1 : 0;
        }
        number(out, ranges);
        for (int i = 0; i < structs.length; i++) {
            if (!live[structs[i]]) {
                int begin = clock[structs[i]];
                int end = begin;
                for (; i < structs.length && !live[structs[i]]; i++) {
                    end = clock[structs[i]] + length[structs[i]];
                }
                number(out, begin);
                number(out, (long) end - begin);
            }
        }
    }

    private static void text(OutputStream out, String text) throws IOException {
        number(out, text.length());
        for (int i = 0; i < text.length(); i++) {
            out.write(text.charAt(i));
        }
    }

    private static void number(OutputStream out, long value) throws IOException {
        long rest = value;
        for (; rest > 127; rest >>>= 7) {
            out.write((int) rest | 128);
        }
        out.write((int) rest);
    }
}
