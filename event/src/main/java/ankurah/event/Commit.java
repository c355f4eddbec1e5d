package ankurah.event;

import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The events of one transaction: admitted, stored, sent, applied and shown as a unit. The manifest lists the ids of all
 * of them in order; its hash names the commit, so that sending it again changes nothing.
 *
 * <p>The events are sorted by id, and since ids respect causality, parents stand before children. A reader that may not
 * see all of them holds a part: the manifest stays whole and {@link #isWhole} is false.
 */
public final class Commit {
    /** Limits of one commit. */
    public static final int MAX_EVENTS = 10_000;

    public static final int MAX_BYTES = 16 << 20;

    private final Hash256 id;
    private final List<EventId> manifest;
    private final List<Event> events;

    private Commit(Hash256 id, List<EventId> manifest, List<Event> events) {
        this.id = id;
        this.manifest = manifest;
        this.events = events;
    }

    /**
     * A whole commit of these events, in any order.
     *
     * @throws AnkurahException.Invalid {@code commit.*} if they are not of one transaction, author and system, are
     *     none, or exceed a limit
     */
    public static Commit of(List<Event> events, Sha256 sha256) {
        Event[] sorted = events.toArray(new Event[0]);
        Arrays.sort(sorted, Comparator.comparing(Event::id));
        EventId[] manifest = new EventId[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            manifest[i] = sorted[i].id();
        }
        return of(List.of(manifest), List.of(sorted), sha256);
    }

    /**
     * A commit, or a part of one, with the manifest that came with it. Both lists are sorted by id.
     *
     * @throws AnkurahException.Invalid {@code commit.*}, or {@code event.id_mismatch} for an event the manifest does
     *     not list
     */
    public static Commit of(List<EventId> manifest, List<Event> events, Sha256 sha256) {
        requireLimits(manifest, events);
        requireOneTransaction(events);
        requireListed(manifest, events);
        return new Commit(sha256.hash(encodeManifest(manifest)), List.copyOf(manifest), List.copyOf(events));
    }

    public static Commit read(CborReader in, Sha256 sha256) {
        in.array(2, "a commit");
        List<EventId> manifest = readManifest(in);
        int count = requireCount(in.array());
        List<Event> events = new ArrayList<>(Math.min(count, 1024));
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            Event event = Event.read(in, sha256);
            bytes += event.size();
            requireBytes(bytes);
            events.add(event);
        }
        return of(manifest, events, sha256);
    }

    private static List<EventId> readManifest(CborReader in) {
        int count = requireCount(in.array());
        List<EventId> manifest = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            manifest.add(EventId.read(in));
        }
        return manifest;
    }

    public void write(CborWriter out) {
        out.array(2);
        writeManifest(out, manifest);
        out.array(events.size());
        for (Event event : events) {
            event.write(out);
        }
    }

    public static Commit decode(byte[] bytes, Sha256 sha256) {
        CborReader in = new CborReader(bytes);
        Commit commit = read(in, sha256);
        in.end();
        return commit;
    }

    public byte[] encode() {
        CborWriter out = new CborWriter(size() + 34 * manifest.size() + 16 * events.size() + 16);
        write(out);
        return out.toBytes();
    }

    /** The SHA-256 of the encoded manifest. */
    public Hash256 id() {
        return id;
    }

    public List<EventId> manifest() {
        return manifest;
    }

    public List<Event> events() {
        return events;
    }

    public boolean isWhole() {
        return events.size() == manifest.size();
    }

    /** The transaction all events belong to. */
    public TransactionId transaction() {
        return events.getFirst().header().transaction();
    }

    public String author() {
        return events.getFirst().header().author();
    }

    public int size() {
        int bytes = 0;
        for (Event event : events) {
            bytes += event.size();
        }
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Commit that && id.equals(that.id) && events.equals(that.events);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "Commit[" + id + ", " + events.size() + " of " + manifest.size() + " events]";
    }

    private static byte[] encodeManifest(List<EventId> manifest) {
        CborWriter out = new CborWriter(34 * manifest.size() + 9);
        writeManifest(out, manifest);
        return out.toBytes();
    }

    private static void writeManifest(CborWriter out, List<EventId> manifest) {
        out.array(manifest.size());
        for (EventId id : manifest) {
            id.write(out);
        }
    }

    private static void requireLimits(List<EventId> manifest, List<Event> events) {
        if (events.isEmpty()) {
            throw new AnkurahException.Invalid("commit.empty", "a commit has at least one event");
        }
        requireCount(manifest.size());
        long bytes = 0;
        for (Event event : events) {
            bytes += event.size();
        }
        requireBytes(bytes);
    }

    private static int requireCount(int count) {
        if (count > MAX_EVENTS) {
            throw new AnkurahException.Invalid(
                    "commit.too_many_events", "a commit has at most " + MAX_EVENTS + " events, not " + count);
        }
        return count;
    }

    private static void requireBytes(long bytes) {
        if (bytes > MAX_BYTES) {
            throw new AnkurahException.Invalid(
                    "commit.too_large", "the events of a commit have at most " + MAX_BYTES + " bytes, not " + bytes);
        }
    }

    private static void requireOneTransaction(List<Event> events) {
        Header first = events.getFirst().header();
        for (Event event : events) {
            Header header = event.header();
            if (!header.transaction().equals(first.transaction())
                    || !header.author().equals(first.author())
                    || !header.system().equals(first.system())) {
                throw new AnkurahException.Invalid(
                        "commit.mixed", "the events of a commit differ in transaction, author or system");
            }
        }
    }

    /** Both lists are sorted, so one walk over the manifest meets every event. */
    private static void requireListed(List<EventId> manifest, List<Event> events) {
        int next = 0;
        EventId previous = null;
        for (EventId id : manifest) {
            if (previous != null && previous.compareTo(id) >= 0) {
                throw new AnkurahException.Invalid(
                        "commit.manifest_not_sorted", "the manifest of a commit is not sorted and distinct");
            }
            if (next < events.size() && events.get(next).id().equals(id)) {
                next++;
            }
            previous = id;
        }
        if (next < events.size()) {
            throw notListed(manifest, events.get(next).id());
        }
    }

    private static AnkurahException notListed(List<EventId> manifest, EventId id) {
        return Collections.binarySearch(manifest, id) >= 0
                ? new AnkurahException.Invalid(
                        "commit.events_not_sorted", "the events of a commit are not sorted and distinct")
                : new AnkurahException.Invalid(
                        "event.id_mismatch", "the manifest of a commit does not list its event " + id);
    }
}
