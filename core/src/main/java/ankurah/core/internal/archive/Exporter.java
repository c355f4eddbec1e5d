package ankurah.core.internal.archive;

import ankurah.core.Catalog;
import ankurah.core.internal.gate.ClockMark;
import ankurah.core.internal.gate.HalfLoaded;
import ankurah.core.internal.schema.CatalogStore;
import ankurah.core.internal.type.Properties;
import ankurah.event.AnkurahException;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Sha256;
import ankurah.query.OrderBy;
import ankurah.storage.Identity;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus;
import ankurah.storage.LoggedCommit;
import ankurah.storage.LoggedEvent;
import ankurah.storage.Position;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import java.util.List;

/**
 * Writes everything a store holds, from one snapshot: so it is consistent while others write, and as long as the log. Holds
 * one page of the log and one commit at a time.
 */
public final class Exporter {
    private static final int PAGE = 64;

    private final StorageEngine storage;
    private final StorageSnapshot snapshot;
    private final Properties properties;
    private final Sha256 sha256;
    private final ArchiveSink sink;
    private final LineHash lines;
    private long events;

    private Exporter(
            StorageEngine storage, StorageSnapshot snapshot, Properties properties, Sha256 sha256, ArchiveSink sink) {
        this.storage = storage;
        this.snapshot = snapshot;
        this.properties = properties;
        this.sha256 = sha256;
        this.sink = sink;
        this.lines = new LineHash(sha256);
    }

    /** @throws AnkurahException.Fault {@code storage.damaged} if the log names what is not there */
    public static void export(StorageEngine storage, Properties properties, Sha256 sha256, ArchiveSink sink) {
        try (StorageSnapshot snapshot = storage.snapshot()) {
            new Exporter(storage, snapshot, properties, sha256, sink).run();
        }
    }

    private void run() {
        HalfLoaded.refuse(snapshot);
        put(header().utf8());
        for (IndexStatus index : storage.indexes()) {
            if (index.declared() && index.phase() != IndexStatus.Phase.DROPPING) {
                put(new JsonLine().raw("index", index(index.spec())).utf8());
            }
        }
        Catalog catalog = CatalogStore.load(snapshot);
        for (String collection : catalog.collections()) {
            put(new JsonLine().raw("catalog", catalog(catalog, collection)).utf8());
        }
        commits();
        StateHash states = StateHash.of(snapshot, properties, sha256);
        String manifest = header().number("events", events)
                .number("entities", states.all())
                .number("states", states.known())
                .text("statesHash", states.hash().toString())
                .number("lines", lines.count())
                .text("linesHash", lines.hash().toString())
                .json();
        sink.line(new JsonLine().raw("manifest", manifest).utf8());
    }

    private void put(byte[] line) {
        lines.add(line);
        sink.line(line);
    }

    private JsonLine header() {
        Identity identity = storage.identity();
        Position position = snapshot.position();
        return new JsonLine()
                .text("format", Archive.FORMAT)
                .number("version", Archive.VERSION)
                .text("system", identity.system().toString())
                .text("log", identity.log().toString())
                .number("commits", position.number())
                .text("hash", position.hash().toString())
                .number("clock", ClockMark.stored(snapshot));
    }

    private static String index(IndexSpec spec) {
        StringBuilder columns = new StringBuilder("[");
        for (OrderBy column : spec.columns()) {
            columns.append(columns.length() == 1 ? "" : ",")
                    .append(new JsonLine()
                            .texts("path", column.path().steps())
                            .bool("descending", column.descending())
                            .bool("nullsFirst", column.nullsFirst())
                            .json());
        }
        return new JsonLine()
                .text("collection", spec.collection())
                .raw("columns", columns.append(']').toString())
                .json();
    }

    private static String catalog(Catalog catalog, String collection) {
        JsonLine readable = new JsonLine();
        for (Catalog.Property property : catalog.properties(collection).values()) {
            readable.text(property.name(), property.dataType());
        }
        return new JsonLine()
                .text("collection", collection)
                .bytes("bytes", CatalogStore.encode(catalog.properties(collection)))
                .raw("properties", readable.json())
                .json();
    }

    private void commits() {
        long last = snapshot.position().number();
        long number = 0;
        while (number < last) {
            List<LoggedCommit> page = snapshot.log(number, PAGE);
            if (page.isEmpty()) {
                throw new AnkurahException.Fault(
                        "storage.damaged", "the log should go to " + last + " and ends at " + number);
            }
            for (LoggedCommit commit : page) {
                put(commit(commit));
                number = commit.number();
                sink.progress(number, last);
            }
        }
    }

    private byte[] commit(LoggedCommit commit) {
        StringBuilder list = new StringBuilder("[");
        for (LoggedEvent logged : commit.events()) {
            Event event = Checking.event(snapshot, logged, commit.number());
            EventId id = event.id();
            list.append(list.length() == 1 ? "" : ",").append(EventText.of(event));
            if (snapshot.numberOf(event.entity(), id) == commit.number()) {
                events++;
            }
        }
        return new JsonLine()
                .number("commit", commit.number())
                .text("id", commit.commitId().toString())
                .text("hash", commit.hash().toString())
                .text("author", commit.author())
                .raw("events", list.append(']').toString())
                .utf8();
    }
}
