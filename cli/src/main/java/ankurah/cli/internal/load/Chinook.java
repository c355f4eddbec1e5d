package ankurah.cli.internal.load;

import ankurah.cli.internal.Failure;
import ankurah.cli.internal.input.InputFile;
import ankurah.cli.internal.input.RowReader;
import ankurah.cli.internal.input.SourceRow;
import ankurah.cli.internal.output.Seconds;
import ankurah.cli.internal.output.Terminal;
import ankurah.core.Context;
import ankurah.core.Node;
import ankurah.core.Transaction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The Chinook music catalogue, which the command carries with it. */
public final class Chinook {
    private static final String RESOURCE = "/ankurah/cli/chinook.json";
    private static final List<String> ARRAYS = List.of(
            "Genre",
            "MediaType",
            "Artist",
            "Album",
            "Track",
            "Employee",
            "Customer",
            "Invoice",
            "InvoiceLine",
            "Playlist",
            "PlaylistTrack");

    private Chinook() {}

    public static List<String> collections() {
        return ARRAYS.stream().map(Chinook::collection).toList();
    }

    /**
     * Loads the collections that are not there yet. Each is one commit, so that one that is there is there in full, whatever
     * happened to an earlier start.
     */
    public static void load(Node node, Terminal terminal) throws IOException {
        long begin = System.nanoTime();
        List<String> missing = ARRAYS.stream()
                .filter(array -> !node.catalog().contains(collection(array)))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        byte[] file = bytes();
        long rows = 0;
        for (String array : missing) {
            rows += load(node.context(), file, array);
        }
        terminal.out().lineNow("loaded the Chinook catalogue: " + rows + " rows in " + missing.size() + " collections in "
                + Seconds.of(System.nanoTime() - begin));
    }

    /** The file, a JSON object of arrays. */
    public static byte[] bytes() throws IOException {
        try (InputStream file = Chinook.class.getResourceAsStream(RESOURCE)) {
            if (file == null) {
                throw Failure.failed("the Chinook catalogue is missing from the program; build it anew");
            }
            return file.readAllBytes();
        }
    }

    private static long load(Context context, byte[] file, String array) throws IOException {
        try (RowReader rows = InputFile.openJson(new ByteArrayInputStream(file), "chinook.json", array)) {
            long count = 0;
            try (Transaction tx = context.begin()) {
                for (SourceRow row = rows.next(); row != null; row = rows.next()) {
                    tx.create(collection(array), row.fields());
                    count++;
                }
                tx.commit();
            }
            return count;
        }
    }

    /** {@code PlaylistTrack} is stored as {@code playlist_track}. */
    static String collection(String array) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < array.length(); i++) {
            char c = array.charAt(i);
            if (Character.isUpperCase(c) && i > 0) {
                name.append('_');
            }
            name.append(Character.toLowerCase(c));
        }
        return name.toString();
    }
}
