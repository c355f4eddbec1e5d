package ankurah.core.internal.archive;

import ankurah.event.Sha256;
import ankurah.event.internal.Utf8;
import org.jspecify.annotations.Nullable;

/** Sees the lines of an export go by, and tells at the end whether all of them have come as they were written. */
public final class ArchiveLines {
    private static final byte[] MANIFEST = Utf8.bytes("{\"manifest\":");
    private static final byte[] COMMIT = Utf8.bytes("{\"commit\":");

    private final LineHash lines;
    private @Nullable Heading heading;
    private long commits;
    private boolean done;

    public ArchiveLines(Sha256 sha256) {
        this.lines = new LineHash(sha256);
    }

    /** Whether it is the last line of an export. */
    public static boolean isManifest(byte[] utf8) {
        return beginsWith(utf8, MANIFEST);
    }

    private static boolean beginsWith(byte[] line, byte[] prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (i >= line.length || line[i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    /** @throws ankurah.event.AnkurahException.Invalid {@code export.damaged} */
    public void take(byte[] utf8) {
        if (heading == null) {
            heading = Heading.read(utf8);
        }
        if (isManifest(utf8)) {
            Line manifest = Line.read(lines.count() + 1, utf8).inner("manifest");
            if (!manifest.text("linesHash").equals(lines.hash().toString())
                    || manifest.number("lines") != lines.count()) {
                throw manifest.wrong("does not belong to the lines before it");
            }
            done = true;
            return;
        }
        lines.add(utf8);
        if (beginsWith(utf8, COMMIT)) {
            commits++;
        }
    }

    public long commits() {
        return commits;
    }

    /** How many commits there will be; 0 before the first line. */
    public long ofCommits() {
        Heading first = heading;
        return first == null ? 0 : first.commits();
    }

    /** Whether all lines have come. */
    public boolean isDone() {
        return done;
    }
}
