package ankurah.web.internal;

import ankurah.event.Sha256;

/** SHA-256 around its block boundaries. */
public final class Hashes {
    private Hashes() {}

    public static void write(Transcript out) {
        out.section("hashes");
        Dice dice = new Dice(1);
        for (int length : new int[] {0, 1, 3, 31, 32, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 1000, 10_000}) {
            out.line(
                    "sha256 of " + length + " bytes",
                    Sha256.portable().hash(dice.bytes(length)).toString());
        }
        out.line("sha256 of abc", Sha256.portable().hash(Transcript.utf8("abc")).toString());
    }
}
