package ankurah.signals.internal;

/** Breaks a computation off; never leaves the library. Without state, hence one for all. */
final class DeepRead extends Error {
    private static final long serialVersionUID = 1L;

    static final DeepRead SIGN = new DeepRead();

    private DeepRead() {
        super("the computation is broken off and made again: let this pass", null, false, false);
    }
}
