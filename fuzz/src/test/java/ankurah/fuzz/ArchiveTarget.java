package ankurah.fuzz;

import ankurah.core.internal.archive.ArchiveLoad;
import ankurah.core.internal.archive.Heading;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataTypes;
import ankurah.event.AnkurahException;
import ankurah.event.Sha256;
import ankurah.storage.EngineOptions;
import ankurah.storage.MemoryStorage;
import ankurah.storage.StorageEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Exports, line by line: what is not what was exported is refused, whatever it says of itself. */
public final class ArchiveTarget {
    private static final Sha256 SHA = Sha256.jdk();
    private static final Fold FOLD = new Fold(new Properties(DataTypes.builtIn()));

    private ArchiveTarget() {}

    public static void fuzzerTestOneInput(byte[] text) {
        List<byte[]> lines = lines(text);
        try {
            Heading heading = Heading.read(lines.getFirst());
            EngineOptions options =
                    EngineOptions.defaults().withSystem(heading.system()).withLog(heading.log());
            try (StorageEngine storage = MemoryStorage.open(options)) {
                load(storage, lines);
            }
        } catch (AnkurahException.Invalid | AnkurahException.Conflict refused) {
            Target.requireCode(refused);
        }
    }

    private static void load(StorageEngine storage, List<byte[]> lines) {
        ArchiveLoad load = ArchiveLoad.begin(storage, lines.getFirst(), FOLD, SHA);
        try {
            lines.subList(1, lines.size()).forEach(load::take);
            load.finish();
        } finally {
            load.close();
        }
    }

    private static List<byte[]> lines(byte[] text) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\n') {
                lines.add(Arrays.copyOfRange(text, from, i));
                from = i + 1;
            }
        }
        lines.add(Arrays.copyOfRange(text, from, text.length));
        return lines;
    }
}
