package ankurah.adversary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Copies of the folder of a store, in each of which one bit of one file is another. {@code -Dankurah.seed=N} flips the same again. */
final class Flips {
    /** What is said of one. By the last three a store whose head was hit is told from one of ours. */
    static final List<String> CODES = List.of(
            "storage.damaged", "storage.differs", "storage.foreign", "storage.newer_format", "storage.older_format");

    private final long seed = Long.getLong("ankurah.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Path original;
    private final Path copy;
    private final Predicate<String> which;

    /** Looks at a copy. */
    interface Look {
        /** @param flipped what was, so that it can be done again */
        void at(Path copy, String flipped) throws IOException;
    }

    /** @param which of the files, by name, are hit; there is at least one with something in it */
    Flips(Path original, Predicate<String> which) {
        this.original = original;
        this.copy = original.resolveSibling("copy");
        this.which = which;
        System.out.println("seed " + seed);
    }

    void none(Consumer<Path> look) throws IOException {
        Files.createDirectory(copy);
        copy();
        look.accept(copy);
        remove();
    }

    void each(int count, Look look) throws IOException {
        for (int i = 0; i < count; i++) {
            Files.createDirectory(copy);
            copy();
            look.at(copy, "seed " + seed + ", flip " + i + " " + flip());
            remove();
        }
    }

    private String flip() throws IOException {
        List<Path> files = files(copy, which);
        Path file = files.get(random.nextInt(files.size()));
        byte[] bytes = Files.readAllBytes(file);
        int at = random.nextInt(bytes.length);
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, bytes);
        return "at " + at + " of " + file.getFileName();
    }

    private static List<Path> files(Path in, Predicate<String> which) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.filter(file -> which.test(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    private void copy() throws IOException {
        for (Path file : files(original, name -> !name.equals("LOCK"))) {
            Files.copy(file, copy.resolve(file.getFileName().toString()));
        }
    }

    private void remove() throws IOException {
        for (Path file : files(copy, name -> true)) {
            Files.delete(file);
        }
        Files.delete(copy);
    }
}
