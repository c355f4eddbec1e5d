package ankurah.core.internal.archive;

import ankurah.event.AnkurahException;
import ankurah.event.SystemId;
import ankurah.storage.LogId;

/**
 * The first line of an export: whose it is, and how much is to come.
 *
 * @param hash the running hash of the log's last commit
 * @param clock what the next stamp has to exceed
 */
public record Heading(SystemId system, LogId log, long commits, String hash, long clock) {

    /**
     * @throws AnkurahException.Invalid {@code export.damaged}
     * @throws AnkurahException.Conflict {@code export.newer_format}
     */
    public static Heading read(byte[] firstLine) {
        return of(Line.read(1, firstLine));
    }

    static Heading of(Line line) {
        if (!line.has("format") || !line.text("format").equals(Archive.FORMAT)) {
            throw line.wrong("is not the beginning of an export");
        }
        long version = line.number("version");
        if (version > Archive.VERSION) {
            throw new AnkurahException.Conflict(
                    "export.newer_format",
                    "the export has format version " + version + " and this program knows versions up to "
                            + Archive.VERSION + "; use a newer program");
        }
        return new Heading(
                SystemId.parse(line.text("system")),
                LogId.parse(line.text("log")),
                line.number("commits"),
                line.text("hash"),
                line.number("clock"));
    }
}
