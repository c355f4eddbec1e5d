package ankurah.storage.tikv;

import ankurah.storage.testkit.KillContract;
import ankurah.storage.testkit.Place;
import ankurah.storage.testkit.WritingChild;
import java.io.IOException;
import java.util.List;

class KilledProcessTest extends KillContract {
    private static final long LEASE_AND_LOCKS_MILLIS = 60_000;

    @Override
    protected Place newPlace() {
        return new ClusterPlace(System.nanoTime());
    }

    @Override
    protected int rounds(boolean deep) {
        return deep ? 300 : 5;
    }

    @Override
    protected WritingChild start(Place place) throws IOException {
        return WritingChild.start(Main.class, List.of(((ClusterPlace) place).address()));
    }

    @Override
    protected void afterKill(Place place) {
        ((ClusterPlace) place).advance(LEASE_AND_LOCKS_MILLIS);
    }

    /** The process that is killed. */
    static final class Main {
        public static void main(String[] args) {
            WritingChild.write(TikvStorage.open(args[0]));
        }
    }
}
