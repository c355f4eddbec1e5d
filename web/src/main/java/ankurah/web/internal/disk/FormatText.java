package ankurah.web.internal.disk;

import ankurah.event.AnkurahException;
import ankurah.event.internal.Utf8;

/** The record that says how the others are to be read. */
final class FormatText {
    private static final String OURS = "ankurah pages ";

    private FormatText() {}

    static byte[] bytes(String format) {
        return Utf8.bytes(format);
    }

    static void require(String format, DiskAccess.Entry first, double key, String where) {
        String found = first.key() == key ? Utf8.text(first.bytes()) : "";
        if (!found.startsWith(OURS)) {
            throw new AnkurahException.Fault(
                    "storage.foreign", where + " holds something else: open a database of another name");
        }
        if (!found.equals(format)) {
            throw new AnkurahException.Conflict(
                    "storage.newer_format",
                    where + " is written as '" + found + "', and this program knows '" + format + "'; use a newer one");
        }
    }
}
