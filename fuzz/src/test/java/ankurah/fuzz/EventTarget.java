package ankurah.fuzz;

import ankurah.event.Event;
import ankurah.event.Sha256;

/** Events, as files and wires hold them. */
public final class EventTarget {
    private static final Sha256 SHA = Sha256.jdk();

    private EventTarget() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Target.canonical(bytes, b -> Event.decode(b, SHA), Event::encode);
    }
}
