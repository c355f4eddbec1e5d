package ankurah.storage.rocksdb;

import ankurah.storage.testkit.Place;
import ankurah.storage.testkit.TornContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;

class TornLogTest extends TornContract {
    @Override
    protected Place newPlace() {
        return new FolderPlace();
    }

    @Override
    protected Place torn(Place place, Random random) throws IOException {
        FolderPlace copy = new FolderPlace();
        try (Stream<Path> files = Files.list(((FolderPlace) place).folder())) {
            for (Path file : files.filter(path -> !path.endsWith("LOCK")).toList()) {
                Files.copy(file, copy.folder().resolve(file.getFileName().toString()));
            }
        }
        try (Stream<Path> files = Files.list(copy.folder())) {
            cut(
                    files.filter(path -> path.toString().endsWith(".log"))
                            .max(Comparator.naturalOrder())
                            .orElseThrow(),
                    random);
        }
        return copy;
    }
}
