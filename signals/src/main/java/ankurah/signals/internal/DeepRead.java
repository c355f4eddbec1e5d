package ankurah.signals.internal;

/** Breaks a computation off; never leaves the library. */
final class DeepRead extends Error {
    private static final long serialVersionUID = 1L;

    DeepRead() {
        super("the computation is broken off and made again: let this pass", null, false, false);
    }
}
