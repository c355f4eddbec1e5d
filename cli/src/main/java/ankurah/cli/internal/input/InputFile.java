package ankurah.cli.internal.input;

import ankurah.cli.internal.Failure;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Opens a file of rows in the format that its name or its first bytes tell. */
public final class InputFile {
    private static final String STANDARD_INPUT = "-";

    private InputFile() {}

    /**
     * @param file its path, or {@code -} for standard input
     * @param array the dotted path of an array inside a JSON file
     */
    public static RowReader open(String file, @Nullable String array, Renaming renaming, Typing typing)
            throws IOException {
        Place place = new Place(file.equals(STANDARD_INPUT) ? "standard input" : fileName(file));
        ByteSource source = new ByteSource(stream(file));
        try {
            RowReader rows = reader(source, place, extension(file), array, typing);
            return new PropertyRows(rows, new Properties(place, renaming, typing));
        } catch (IOException | RuntimeException unreadable) {
            source.close();
            throw unreadable;
        }
    }

    /** Reads rows from a stream that holds JSON. */
    public static RowReader openJson(InputStream in, String name, String array) {
        Place place = new Place(name);
        RowReader rows = new JsonRows(new ByteSource(in), place, List.of(array));
        return new PropertyRows(rows, new Properties(place, Renaming.NONE, Typing.SHOWN));
    }

    /** The bytes of a file, 0 when that is not known. */
    public static long size(String file) throws IOException {
        Path path = Path.of(file);
        return Files.isRegularFile(path) ? Files.size(path) : 0;
    }

    private static InputStream stream(String file) throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            return new FileInputStream(FileDescriptor.in);
        }
        Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw Failure.failed("'" + file + "' is a folder");
        }
        try {
            return Files.newInputStream(path);
        } catch (NoSuchFileException missing) {
            throw Failure.failed("there is no file '" + file + "'", missing);
        }
    }

    static RowReader reader(ByteSource source, Place place, String extension, @Nullable String array, Typing typing)
            throws IOException {
        if (source.skipPrefix(0xff, 0xfe) || source.skipPrefix(0xfe, 0xff)) {
            throw place.wrong(1, "the file is UTF-16; make it UTF-8");
        }
        source.skipPrefix(0xef, 0xbb, 0xbf);
        boolean csv = extension.equals("csv") || extension.equals("tsv");
        if (csv || !extension.startsWith("json") && !extension.equals("ndjson") && !looksLikeJson(source)) {
            if (array != null) {
                throw Failure.failed("--array is for JSON, and " + place.file() + " is CSV");
            }
            return new CsvRows(source, place, extension.equals("tsv") ? '\t' : ',', typing);
        }
        if (array != null) {
            return new JsonRows(source, place, List.of(array.split("\\.", -1)));
        }
        boolean lines = extension.equals("jsonl") || extension.equals("ndjson") || firstLineIsAnObject(source);
        return lines ? new JsonLines(source, place) : new JsonRows(source, place, List.of());
    }

    private static boolean looksLikeJson(ByteSource source) throws IOException {
        int first = firstOfText(source.lookAhead());
        return first == '[' || first == '{';
    }

    private static int firstOfText(byte[] ahead) {
        for (byte b : ahead) {
            if (!ByteSource.isSpace(b)) {
                return b;
            }
        }
        return ByteSource.END;
    }

    /** Whether an object begins and ends on one line, as in JSON Lines; one that is longer than can be seen counts. */
    private static boolean firstLineIsAnObject(ByteSource source) throws IOException {
        byte[] ahead = source.lookAhead();
        if (firstOfText(ahead) != '{') {
            return false;
        }
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < ahead.length; i++) {
            byte b = ahead[i];
            if (quoted) {
                i += b == '\\' ? 1 : 0;
                quoted = b != '"';
            } else if (b == '"') {
                quoted = true;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
                if (depth == 0) {
                    return true;
                }
            } else if (b == '\n' && depth > 0) {
                return false;
            }
        }
        return true;
    }

    private static String fileName(String file) {
        Path name = Path.of(file).getFileName();
        return name == null ? file : name.toString();
    }

    private static String extension(String file) {
        int dot = file.lastIndexOf('.');
        return dot < 0 ? "" : file.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
