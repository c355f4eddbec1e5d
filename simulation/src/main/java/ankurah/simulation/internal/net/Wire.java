package ankurah.simulation.internal.net;

import ankurah.simulation.internal.run.Baton;
import ankurah.simulation.internal.run.Life;

/**
 * A connection from a client to a server: two ends, and what may happen between them.
 *
 * <p>A cut loses, each way, what is under way behind some frame, and each end hears of it when it hears of it; until then it
 * believes itself connected, and what it sends goes nowhere.
 */
public final class Wire {
    private static final int ABNORMAL = 1006;

    final Network network;
    final String client;
    private final End near;
    private final End far;
    private boolean cut;

    Wire(Network network, String client, Life nearLife, Life farLife, int window) {
        this.network = network;
        this.client = client;
        near = new End(this, nearLife, true, window);
        far = new End(this, farLife, false, window);
    }

    End near() {
        return near;
    }

    End far() {
        return far;
    }

    End peer(End end) {
        return end == near ? far : near;
    }

    Baton baton() {
        return network.baton();
    }

    boolean isCut() {
        return cut;
    }

    boolean isOver() {
        return near.isOver() && far.isOver();
    }

    /** Whether what is sent stays where it is for now. */
    boolean isHeld() {
        return network.isPartitioned(client);
    }

    /**
     * Breaks the connection.
     *
     * @param nearMicros how long until the client hears of it
     * @param farMicros how long until the server does; until then its end is half alive
     */
    void cut(long nearMicros, long farMicros) {
        if (cut) {
            return;
        }
        cut = true;
        near.loseSome();
        far.loseSome();
        near.breakIn(nearMicros, ABNORMAL);
        far.breakIn(farMicros, ABNORMAL);
    }

    void tellCut() {
        if (cut) {
            near.breakIn(0, ABNORMAL);
            far.breakIn(0, ABNORMAL);
        }
    }

    /** The process of an end is gone, and its machine says so if it can. */
    void abandonedBy(Life life, long otherHearsMicros) {
        if (near.life() == life) {
            cut(0, otherHearsMicros);
        } else if (far.life() == life) {
            cut(otherHearsMicros, 0);
        }
    }
}
