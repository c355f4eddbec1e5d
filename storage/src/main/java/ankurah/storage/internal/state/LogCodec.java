package ankurah.storage.internal.state;

import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.storage.LoggedCommit;
import ankurah.storage.LoggedEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Entries of the log: {@code [version, commit id, author, running hash, events]}, an event being
 * {@code [collection, event id, entity id]} with null for the entity of a genesis. The number is in the key.
 */
public final class LogCodec {
    private static final int VERSION = 1;

    private LogCodec() {}

    public static byte[] encode(LoggedCommit commit) {
        CborWriter out = new CborWriter(128 + 96 * commit.events().size());
        out.array(5)
                .integer(VERSION)
                .bytes(commit.commitId().toBytes())
                .text(commit.author())
                .bytes(commit.hash().toBytes());
        List<LoggedEvent> events = commit.events();
        out.array(events.size());
        for (int i = 0; i < events.size(); i++) {
            LoggedEvent event = events.get(i);
            out.array(3).text(event.collection()).bytes(event.event().toBytes());
            if (event.entity().genesis().equals(event.event())) {
                out.nul();
            } else {
                out.bytes(event.entity().toBytes());
            }
        }
        return out.toBytes();
    }

    public static LoggedCommit decode(long number, byte[] bytes) {
        CborReader in = new CborReader(bytes);
        in.array(5, "a log entry");
        long version = in.integer();
        if (version != VERSION) {
            throw in.malformed("a log entry of version " + version + " met a reader of version " + VERSION);
        }
        Hash256 commitId = Hash256.fromBytes(in.bytes());
        String author = in.text();
        Hash256 hash = Hash256.fromBytes(in.bytes());
        int count = in.array();
        List<LoggedEvent> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            in.array(3, "a logged event");
            String collection = in.text();
            EventId event = EventId.fromBytes(in.bytes());
            EntityId entity = in.skipNull() ? new EntityId(event) : EntityId.fromBytes(in.bytes());
            events.add(new LoggedEvent(collection, entity, event));
        }
        in.end();
        return new LoggedCommit(number, commitId, author, events, hash);
    }
}
