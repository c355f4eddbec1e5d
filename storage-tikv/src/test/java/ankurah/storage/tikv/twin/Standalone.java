package ankurah.storage.tikv.twin;

import java.io.IOException;

/** The cluster in a process of its own, to see what {@code RealClusterTest} does where there is no real one. */
final class Standalone {
    private Standalone() {}

    /** Prints what to set {@code TIKV_PD} to, and runs until its input ends. */
    public static void main(String[] args) throws IOException {
        try (Cluster cluster = new Cluster(System.nanoTime(), 3)) {
            System.out.println(cluster.address());
            while (System.in.read() >= 0) {
                cluster.disturb();
            }
            System.out.println(cluster.violations());
        }
    }
}
