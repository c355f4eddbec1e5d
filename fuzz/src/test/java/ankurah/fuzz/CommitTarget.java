package ankurah.fuzz;

import ankurah.event.Commit;
import ankurah.event.Sha256;

/** Commits, as clients send them. */
public final class CommitTarget {
    private static final Sha256 SHA = Sha256.jdk();

    private CommitTarget() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Target.canonical(bytes, b -> Commit.decode(b, SHA), Commit::encode);
    }
}
