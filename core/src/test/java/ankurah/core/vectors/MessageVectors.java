package ankurah.core.vectors;

import ankurah.core.Catalog;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.schema.DeclaredModel;
import ankurah.core.internal.schema.DeclaredProperty;
import ankurah.core.internal.sync.wire.AnswerItems;
import ankurah.core.internal.sync.wire.Ask;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.MessageWriter;
import ankurah.core.internal.sync.wire.PlanCodec;
import ankurah.core.internal.sync.wire.QueryText;
import ankurah.core.internal.sync.wire.Resume;
import ankurah.core.internal.sync.wire.SchemaCodec;
import ankurah.core.internal.sync.wire.WireError;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataTypes;
import ankurah.event.AnkurahException.Category;
import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Hash256;
import ankurah.event.HybridTime;
import ankurah.event.Operation;
import ankurah.event.Payload;
import ankurah.event.Sha256;
import ankurah.event.SystemId;
import ankurah.event.TransactionId;
import ankurah.event.Value;
import ankurah.event.vectors.Fields;
import ankurah.query.OrderBy;
import ankurah.query.SortKey;
import ankurah.storage.EntityState;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus;
import ankurah.storage.LogId;
import ankurah.storage.Plan;
import ankurah.storage.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** At least one message of every type, as one album that two people edit would make them. */
final class MessageVectors {
    private static final Sha256 SHA = Sha256.jdk();
    private static final long MILLIS = 1_700_000_000_000L;
    private static final SystemId SYSTEM = new SystemId(0x0102030405060708L, 0x090a0b0c0d0e0f10L);
    private static final LogId LOG = new LogId(0x2122232425262728L, 0x292a2b2c2d2e2f30L);

    private final Event genesis = seal(null, Clock.EMPTY, 1, "year", Value.of(2001));
    private final Event edit = seal(genesis, Clock.of(genesis.id()), 2, "year", Value.of(2002));
    private final Fold fold = new Fold(new Properties(DataTypes.none()));
    private final EntityState first = fold.apply(null, genesis);
    private final EntityState second = fold.apply(first, edit);
    private final Commit creation = Commit.of(List.of(genesis), SHA);
    private final Commit change = Commit.of(List.of(edit), SHA);
    private final Position start = Position.start(LOG);
    private final Position one = start.next(creation.id(), SHA);
    private final Position two = one.next(change.id(), SHA);
    private final EntityId album = genesis.entity();
    private final Hash256 authority = SHA.hash(new byte[] {1});
    private final QueryText recent = new QueryText("year > ? ORDER BY year DESC LIMIT 1", List.of(Value.of(1985)));
    private final QueryText all = new QueryText("", List.of());
    private final List<Value> vectors = new ArrayList<>();

    private MessageVectors() {}

    static List<Value> messages() {
        MessageVectors made = new MessageVectors();
        made.ofBoth();
        made.ofTheClient();
        made.ofTheServer();
        return made.vectors;
    }

    private static Event seal(@Nullable Event genesis, Clock parents, int seed, String property, Value value) {
        byte[] salt = new byte[Payload.SALT_BYTES];
        java.util.Arrays.fill(salt, (byte) seed);
        return Event.seal(
                SYSTEM,
                "album",
                genesis == null ? null : genesis.entity(),
                parents,
                new TransactionId(0x1112131415161718L, seed),
                "alice",
                HybridTime.ofMillis(MILLIS) + seed,
                new Payload(salt, List.of(Operation.write(property, value))),
                SHA);
    }

    private void add(String name, Message message) {
        byte[] bytes = MessageWriter.encode(message);
        vectors.add(Fields.named(name)
                .put("message", MessageFields.name(message))
                .put("type", bytes[1] < 24 ? bytes[1] : bytes[2])
                .put("bytes", bytes)
                .put("fields", MessageFields.of(message))
                .build());
    }

    private void ofBoth() {
        add("are you there", new Message.Ping(7));
        add("I am", new Message.Pong(7));
        add("the last word before the close", new Message.Failure(error(Category.UNAVAILABLE, "sync.shutdown")));
    }

    private void ofTheClient() {
        add("a first hello", new Message.Hello(1, MILLIS, null, null));
        add("a hello of one who has met the system", new Message.Hello(1, MILLIS, "a token", SYSTEM));
        add("a first subscription", new Message.Subscribe(1, "album", recent, null, false));
        add(
                "a subscription to everything, taken up again",
                new Message.Subscribe(2, "album", all, new Resume(one, authority, null, null), true));
        add(
                "a full window, taken up again",
                new Message.Subscribe(
                        1,
                        "album",
                        recent,
                        new Resume(one, authority, new SortKey(List.of(Value.of(2001)), album), null),
                        false));
        add(
                "rows that were seen under another authority",
                new Message.Subscribe(3, "album", all, new Resume(one, authority, null, List.of(album)), false));
        add("the end of a subscription", new Message.Unsubscribe(1));
        add("a commit that creates", new Message.Submit(creation));
        add("a commit that edits", new Message.Submit(change));
        add("which of these are there", new Message.Request(1, new Ask.Get(List.of(album))));
        add("rows, once", new Message.Request(2, new Ask.Rows("album", recent)));
        add("how would it be answered", new Message.Request(3, new Ask.Explain("album", recent, true)));
        add("the first events of an entity", new Message.Request(4, new Ask.History(album, null, 100)));
        add("the events behind one", new Message.Request(5, new Ask.History(album, genesis.id(), 100)));
        add("never mind", new Message.Cancel(5));
        add("is this a position of yours", new Message.Request(6, new Ask.Confirm(one)));
        add("where was the log then", new Message.Request(7, new Ask.AtInstant(MILLIS)));
        add("what was it like", new Message.Request(8, new Ask.GetAt(List.of(album), one)));
        add("which rows were there", new Message.Request(9, new Ask.RowsAt("album", recent, one)));
        add("what is the newest of it", new Message.Request(10, new Ask.Heads(List.of(album))));
        add("what is there", new Message.Request(6, new Ask.Schema()));
        add("a model that the program uses", new Message.Declare(model()));
        add("another credential", new Message.Renew("the next token"));
        add("I am at this entity", new Message.Present(album, "{\"name\":\"Alice\",\"cursor\":7}"));
        add("I am not any more", new Message.Present(album, null));
    }

    private void ofTheServer() {
        Map<String, Long> limits = Map.of(
                "frame_bytes",
                1L << 20,
                "message_bytes",
                17L << 20,
                "query_text_bytes",
                64L << 10,
                "requests",
                256L,
                "silence_millis",
                60_000L,
                "subscriptions",
                1_000L);
        add("welcome", new Message.Welcome(1, SYSTEM, one, MILLIS + 5, "alice", authority, limits));
        add("welcome to an empty log", new Message.Welcome(1, SYSTEM, start, MILLIS, "", authority, Map.of()));
        add(
                "a row that the connection does not hold",
                new Message.Page(1, List.of(album), List.of(first.encode()), List.of()));
        add("a row that another subscription brought", new Message.Page(2, List.of(album), List.of(), List.of()));
        add("a row that belongs no more", new Message.Page(2, List.of(), List.of(), List.of(album)));
        add("that was all of it", new Message.Ready(1, false, one.number(), one.hash()));
        add("that was what changed", new Message.Ready(2, true, one.number(), one.hash()));
        add(
                "news of a row that is held",
                new Message.Changes(true, two.number(), two.hash(), List.of(), List.of(), List.of(edit)));
        add(
                "a row enters one subscription and leaves another, which comes in two parts",
                new Message.Changes(false, two.number(), two.hash(), List.of(), List.of(second.encode()), List.of()));
        add(
                "the second part of it",
                new Message.Changes(
                        true,
                        two.number(),
                        two.hash(),
                        List.of(
                                new Message.Moves(1, List.of(album), List.of()),
                                new Message.Moves(2, List.of(), List.of(album))),
                        List.of(),
                        List.of()));
        add(
                "a step without news",
                new Message.Changes(true, two.number(), two.hash(), List.of(), List.of(), List.of()));
        add("a subscription has ended", new Message.Unsubscribed(1));
        add(
                "a subscription cannot be answered",
                new Message.SubscriptionFailed(3, error(Category.NOT_FOUND, "schema.unknown_collection")));
        add("a commit is stored", new Message.Committed(creation.id(), one.number(), one.hash(), List.of()));
        add(
                "a commit is stored, and this is what became of a row that nothing covers",
                new Message.Committed(change.id(), two.number(), two.hash(), List.of(second.encode())));
        add(
                "a commit is refused",
                new Message.Rejected(change.id(), error(Category.REFUSED, "policy.read_only"), null));
        add(
                "a commit is refused for one of its events",
                new Message.Rejected(change.id(), error(Category.CONFLICT, "event.time_in_future"), edit.id()));
        add("a state", new Message.Answer(1, true, one.number(), List.of(first.encode())));
        add("nothing, and more to come", new Message.Answer(2, false, one.number(), List.of()));
        add("a plan", new Message.Answer(3, true, one.number(), List.of(PlanCodec.encode(plan()))));
        add("events", new Message.Answer(4, true, one.number(), List.of(genesis.encode())));
        add("a position", new Message.Answer(6, true, two.number(), List.of(AnswerItems.encode(one))));
        add(
                "a head",
                new Message.Answer(
                        10,
                        true,
                        two.number(),
                        List.of(AnswerItems.encode(new AnswerItems.Head(album, second.head())))));
        add("a request failed", new Message.RequestFailed(5, error(Category.INVALID, "query.syntax")));
        add("what may be seen from now on", new Message.Standing(authority, null));
        add("and for how long", new Message.Standing(authority, 300_000L));
        add(
                "a model that cannot read what is there",
                new Message.DeclarationFailed("album", "Album", error(Category.CONFLICT, "schema.other_type")));
        add("somebody is at an entity", new Message.Presence(album, 3, "bob", "{\"name\":\"Bob\",\"cursor\":9}"));
        add("somebody has gone away", new Message.Presence(album, 3, "bob", null));
        add(
                "an entity where the client may not be",
                new Message.PresenceFailed(album, error(Category.NOT_FOUND, "entity.not_found")));
        TreeMap<String, Catalog.Property> properties = new TreeMap<>();
        properties.put("name", new Catalog.Property("name", "lww", Set.of(Value.Kind.STRING)));
        properties.put("year", new Catalog.Property("year", "lww", Set.of(Value.Kind.NULL, Value.Kind.INT)));
        IndexSpec byYear = IndexSpec.of("album", OrderBy.descending("year"));
        add(
                "what is there",
                new Message.Answer(
                        6,
                        true,
                        2,
                        List.of(
                                SchemaCodec.collection("album", properties),
                                SchemaCodec.index(new IndexStatus(byYear, IndexStatus.Phase.READY, false, 0, 0)))));
    }

    private static Plan plan() {
        return new Plan(
                "album",
                Plan.Access.IDS,
                List.of(),
                1,
                1,
                false,
                false,
                1,
                Plan.Order.SORTED,
                1,
                "year > 1985",
                new Plan.Real(1L, 1),
                List.of(new IndexStatus(
                        IndexSpec.of("album", OrderBy.descending("year")), IndexStatus.Phase.BUILDING, true, 0, 1)));
    }

    private static DeclaredModel model() {
        TreeMap<String, DeclaredProperty> properties = new TreeMap<>();
        properties.put("name", new DeclaredProperty("title", "lww", Value.Kind.STRING, true, "a text"));
        properties.put("plays", new DeclaredProperty("plays", "counter", Value.Kind.INT, false, "a long"));
        return new DeclaredModel("Album", "album", properties);
    }

    private static WireError error(Category category, String code) {
        return new WireError(category, code, "what happened, where, and what to do");
    }
}
