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
        long rows = 0;
        for (String array : ARRAYS) {
            if (!node.catalog().contains(collection(array))) {
                rows += load(node.context(), array);
            }
        }
        if (rows > 0) {
            terminal.out().lineNow("loaded the Chinook catalogue: " + rows + " rows in " + ARRAYS.size()
                    + " collections in " + Seconds.of(System.nanoTime() - begin));
        }
    }

    private static long load(Context context, String array) throws IOException {
        InputStream file = Chinook.class.getResourceAsStream(RESOURCE);
        if (file == null) {
            throw Failure.failed("the Chinook catalogue is missing from the program; build it anew");
        }
        try (RowReader rows = InputFile.openJson(file, "chinook.json", array)) {
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
