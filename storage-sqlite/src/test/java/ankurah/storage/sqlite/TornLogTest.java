package ankurah.storage.sqlite;

import ankurah.storage.testkit.Place;
import ankurah.storage.testkit.TornContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

class TornLogTest extends TornContract {
    @Override
    protected Place newPlace() {
        return new FilePlace();
    }

    /** The map of the log in memory, data.db-shm, is not there after a power loss. */
    @Override
    protected Place torn(Place place, Random random) throws IOException {
        FilePlace copy = new FilePlace();
        Path from = ((FilePlace) place).file();
        Files.copy(from, copy.file());
        Path log = copy.file().resolveSibling("data.db-wal");
        Files.copy(from.resolveSibling("data.db-wal"), log);
        if (random.nextBoolean()) {
            cut(log, random);
        } else {
            // The file system knows its length, and has not all that was written.
            long size = Files.size(log);
            cut(log, random);
            try (var channel = Files.newByteChannel(log, java.nio.file.StandardOpenOption.APPEND)) {
                channel.write(java.nio.ByteBuffer.allocate((int) (size - Files.size(log))));
            }
        }
        return copy;
    }
}
