package ankurah.core.jvm;

import ankurah.core.Platform;
import ankurah.event.Sha256;

/** What the JDK offers: its clock, strong random bytes, threads, SHA-256, and a virtual thread for listeners. */
public final class JvmPlatform {
    private JvmPlatform() {}

    public static Platform create() {
        return new Platform(
                System::currentTimeMillis,
                new JvmRandom(),
                new JvmScheduler(),
                Sha256.jdk(),
                task -> Thread.ofVirtual().name("ankurah-listeners").start(task::run));
    }
}
