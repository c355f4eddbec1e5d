package ankurah.simulation.internal.net;

/** Sees every frame that is sent. */
@FunctionalInterface
public interface Watcher {
    /** @param fromClient or else to it */
    void onFrame(String client, boolean fromClient, byte[] frame);
}
