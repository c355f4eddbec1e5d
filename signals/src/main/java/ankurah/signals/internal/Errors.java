package ankurah.signals.internal;

/** Throwing again what was caught, whatever it was. */
final class Errors {
    private Errors() {}

    /** Throws the error itself, so that what it was stays what it is. Never returns. */
    static RuntimeException again(Throwable error) {
        return Errors.<RuntimeException>raise(error);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
    }) // the compiler's idea of what a method throws is not the machine's
    private static <E extends Throwable> E raise(Throwable error) throws E {
        throw (E) error;
    }
}
