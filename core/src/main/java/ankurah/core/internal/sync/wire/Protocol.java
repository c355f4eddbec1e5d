package ankurah.core.internal.sync.wire;

/** What both ends agree on before the first byte. */
public final class Protocol {
    public static final int VERSION = 1;

    private Protocol() {}
}
