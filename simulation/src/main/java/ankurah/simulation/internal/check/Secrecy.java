package ankurah.simulation.internal.check;

import ankurah.core.Task;
import ankurah.simulation.internal.net.Watcher;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Looks for a secret in every byte that is sent to a client. */
public final class Secrecy implements Watcher {
    private final byte[] secret;
    private final Consumer<Task> checks;

    public Secrecy(String secret, Consumer<Task> checks) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.checks = checks;
    }

    @Override
    public void onFrame(String client, boolean fromClient, byte[] frame) {
        if (!fromClient && secret.length > 0 && contains(frame)) {
            checks.accept(() -> {
                throw new Broken("a frame to " + client + " holds a secret");
            });
        }
    }

    private boolean contains(byte[] frame) {
        for (int from = 0; from <= frame.length - secret.length; from++) {
            int same = 0;
            while (same < secret.length && frame[from + same] == secret[same]) {
                same++;
            }
            if (same == secret.length) {
                return true;
            }
        }
        return false;
    }
}
