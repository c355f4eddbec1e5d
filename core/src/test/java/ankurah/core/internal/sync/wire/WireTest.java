package ankurah.core.internal.sync.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.internal.schema.DeclaredModel;
import ankurah.core.internal.schema.DeclaredProperty;
import ankurah.event.AnkurahException;
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
import ankurah.query.AnkQl;
import ankurah.query.OrderBy;
import ankurah.query.Query;
import ankurah.query.SortKey;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus;
import ankurah.storage.LogId;
import ankurah.storage.Plan;
import ankurah.storage.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Messages keep what they say on their way through bytes, and nothing else is taken for a message. */
class WireTest {
    private static final Sha256 SHA = Sha256.jdk();
    private final Random random = new Random(77);

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private Hash256 hash() {
        return Hash256.fromBytes(bytes(32));
    }

    private Position position() {
        return new Position(LogId.fromBytes(bytes(16)), random.nextInt(1_000_000), hash());
    }

    private Event event() {
        return Event.seal(
                new SystemId(1, 2),
                "album",
                null,
                Clock.EMPTY,
                new TransactionId(3, 4),
                "ann",
                HybridTime.ofMillis(1_800_000_000_000L + random.nextInt(1000)),
                new Payload(bytes(16), List.of(Operation.write("n", Value.of(random.nextLong())))),
                SHA);
    }

    private List<EntityId> ids(int count) {
        List<EntityId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(EntityId.fromBytes(bytes(32)));
        }
        return ids;
    }

    private List<byte[]> blobs(int count) {
        List<byte[]> blobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blobs.add(bytes(random.nextInt(50)));
        }
        return blobs;
    }

    private List<Message> oneOfEach() {
        WireError error = new WireError(AnkurahException.Category.CONFLICT, "test.code", "what happened – and where");
        QueryText query = new QueryText("n > ? LIMIT 3", List.of(Value.of(4L)));
        SortKey last = new SortKey(List.of(Value.NULL, Value.of("x")), ids(1).getFirst());
        return List.of(
                new Message.Ping(0),
                new Message.Pong(Long.MAX_VALUE),
                new Message.Failure(error),
                new Message.Hello(1, 1_800_000_000_000L, null, null),
                new Message.Hello(1, -5, "token", new SystemId(-1, 7)),
                new Message.Subscribe(7, "album", query, null, true),
                new Message.Subscribe(8, "album", query, new Resume(position(), hash(), null, ids(3)), false),
                new Message.Subscribe(9, "album", query, new Resume(position(), hash(), last, null), false),
                new Message.Unsubscribe(7),
                new Message.Submit(Commit.of(List.of(event()), SHA)),
                new Message.Request(1, new Ask.Get(ids(3))),
                new Message.Request(2, new Ask.Rows("album", query)),
                new Message.Request(3, new Ask.Explain("album", query, true)),
                new Message.Request(4, new Ask.History(ids(1).getFirst(), null, 10)),
                new Message.Request(4, new Ask.History(ids(1).getFirst(), event().id(), 10)),
                new Message.Request(5, new Ask.Confirm(position())),
                new Message.Request(5, new Ask.AtInstant(-1)),
                new Message.Request(5, new Ask.GetAt(ids(2), position())),
                new Message.Request(5, new Ask.RowsAt("album", query, position())),
                new Message.Request(5, new Ask.Heads(ids(2))),
                new Message.Request(5, new Ask.Schema()),
                new Message.Cancel(4),
                new Message.Declare(new DeclaredModel(
                        "Album",
                        "album",
                        new TreeMap<>(Map.of(
                                "a", new DeclaredProperty("x", "lww", Value.Kind.INT, true, "an int"),
                                "b", new DeclaredProperty("b", "set", Value.Kind.LIST, false, "a set"))))),
                new Message.DeclarationFailed("album", "Album", error),
                new Message.Welcome(1, new SystemId(1, 2), position(), 5, "ann", hash(), Map.of("frames", 1L, "b", 2L)),
                new Message.Page(7, ids(3), blobs(2), ids(1)),
                new Message.Ready(7, true, 12, hash()),
                new Message.Changes(
                        false,
                        13,
                        hash(),
                        List.of(new Message.Moves(7, ids(2), ids(0)), new Message.Moves(8, ids(0), ids(1))),
                        blobs(2),
                        List.of(event(), event())),
                new Message.Changes(true, 13, hash(), List.of(), List.of(), List.of()),
                new Message.Unsubscribed(7),
                new Message.SubscriptionFailed(7, error),
                new Message.Committed(hash(), 14, hash(), blobs(1)),
                new Message.Rejected(hash(), error, event().id()),
                new Message.Rejected(hash(), error, null),
                new Message.Answer(3, true, 15, blobs(3)),
                new Message.RequestFailed(3, error));
    }

    @Test
    void everyMessageComesBackAsItWasSent() {
        for (Message message : oneOfEach()) {
            byte[] encoded = MessageWriter.encode(message);
            Message decoded = MessageReader.decode(encoded, SHA);
            assertThat(decoded.getClass()).isEqualTo(message.getClass());
            assertThat(MessageWriter.encode(decoded)).as(message.toString()).isEqualTo(encoded);
            assertThat(decoded)
                    .usingRecursiveComparison()
                    .comparingOnlyFieldsOfTypes(
                            Long.class, String.class, Hash256.class, QueryText.class, Ask.class, DeclaredModel.class)
                    .isEqualTo(message);
        }
    }

    @Test
    void whatIsCutOrChangedIsRefusedOrIsAnotherMessage() {
        for (Message message : oneOfEach()) {
            byte[] encoded = MessageWriter.encode(message);
            for (int length = 0; length < encoded.length; length++) {
                byte[] cut = Arrays.copyOf(encoded, length);
                assertThatThrownBy(() -> MessageReader.decode(cut, SHA)).isInstanceOf(AnkurahException.Invalid.class);
            }
            for (int i = 0; i < 200; i++) {
                byte[] changed = encoded.clone();
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
                try {
                    MessageReader.decode(changed, SHA);
                } catch (AnkurahException.Invalid e) {
                    assertThat(e.code()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void chunksOfAnySizeGiveTheMessageBack() {
        for (int i = 0; i < 300; i++) {
            byte[] message = bytes(1 + random.nextInt(5_000));
            message[0] = (byte) 0x82;
            int frameLimit = 17 + random.nextInt(400);
            Chunks chunks = new Chunks(frameLimit, 5_000);
            List<byte[]> frames = Chunks.split(message, frameLimit);
            for (int f = 0; f < frames.size(); f++) {
                assertThat(frames.get(f).length).isLessThanOrEqualTo(frameLimit);
                byte[] got = chunks.accept(frames.get(f));
                assertThat(got).isEqualTo(f == frames.size() - 1 ? message : new byte[0]);
            }
        }
    }

    @Test
    void aQueryTravelsWithItsValuesBesideIt() {
        for (String text : List.of(
                "",
                "n > 3 AND NOT (s = 'O''Brien' OR x IN (1, 2.5, NULL)) ORDER BY a.b DESC NULLS LAST LIMIT 7",
                "a BETWEEN 1 AND 2 AND b LIKE 'x%' AND c IS NOT NULL",
                "TRUE",
                "flag")) {
            Query query = AnkQl.parse(text);
            QueryText sent = QueryText.of(query);
            assertThat(sent.text()).doesNotContain("Brien");
            assertThat(sent.toQuery()).isEqualTo(query);
        }
        Query bound = AnkQl.parse("id = ? AND b = ?")
                .bind(List.of(Value.of(ids(1).getFirst()), new Value.Bytes(new byte[] {1, 2})));
        assertThat(QueryText.of(bound).toQuery()).isEqualTo(bound);
    }

    @Test
    void aPlanComesBackAsItWasSent() {
        IndexSpec index = IndexSpec.of(
                "album", OrderBy.descending("year").withNullsFirst(), OrderBy.ascending("data", "a b", "0"));
        Plan plan = new Plan(
                "album",
                Plan.Access.INDEX,
                List.of(index),
                2,
                3,
                true,
                true,
                99,
                Plan.Order.WALKED,
                5,
                "n > 1",
                new Plan.Real(7L, 5),
                List.of(new IndexStatus(IndexSpec.on("album", "x"), IndexStatus.Phase.BUILDING, false, 3, 9)));
        assertThat(PlanCodec.decode(PlanCodec.encode(plan))).isEqualTo(plan);
        Plan bare = new Plan(
                "album",
                Plan.Access.IDS,
                List.of(),
                1,
                1,
                false,
                false,
                0,
                Plan.Order.SORTED,
                null,
                null,
                new Plan.Real(null, 5),
                List.of());
        assertThat(PlanCodec.decode(PlanCodec.encode(bare))).isEqualTo(bare);
    }
}
