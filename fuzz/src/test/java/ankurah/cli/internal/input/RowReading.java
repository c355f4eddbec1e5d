package ankurah.cli.internal.input;

import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Lets the fuzzer at the files that are imported, without files. */
public final class RowReading {
    private RowReading() {}

    public static RowReader of(byte[] content, String extension) throws IOException {
        Place place = new Place("file." + extension);
        RowReader rows = InputFile.reader(
                new ByteSource(new ByteArrayInputStream(content)), place, extension, null, Typing.SHOWN);
        return new PropertyRows(rows, new Properties(place, Renaming.NONE, Typing.SHOWN));
    }
}
