package ankurah.core.internal.sync.wire;

import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.event.cbor.CborWriter;
import ankurah.query.SortKey;
import ankurah.storage.Position;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Messages as deterministic CBOR: each one array that begins with its type. */
public final class MessageWriter {
    private MessageWriter() {}

    public static byte[] encode(Message message) {
        CborWriter out = new CborWriter(256);
        switch (message) {
            case Message.Ping m -> out.array(2).integer(Types.PING).integer(m.token());
            case Message.Pong m -> out.array(2).integer(Types.PONG).integer(m.token());
            case Message.Failure m -> error(out.array(4).integer(Types.FAILURE), m.error());
            case Message.Hello m -> hello(out, m);
            case Message.Subscribe m -> subscribe(out, m);
            case Message.Unsubscribe m ->
                out.array(2).integer(Types.UNSUBSCRIBE).integer(m.subscription());
            case Message.Submit m -> m.commit().write(out.array(2).integer(Types.SUBMIT));
            case Message.Request m -> ask(out.array(3).integer(Types.REQUEST).integer(m.request()), m.ask());
            case Message.Cancel m -> out.array(2).integer(Types.CANCEL).integer(m.request());
            case Message.Declare m -> SchemaCodec.model(out.array(4).integer(Types.DECLARE), m.model());
            case Message.Welcome m -> welcome(out, m);
            case Message.Page m -> page(out, m);
            case Message.Ready m ->
                out.array(5)
                        .integer(Types.READY)
                        .integer(m.subscription())
                        .bool(m.resumed())
                        .integer(m.number())
                        .bytes(m.hash().toBytes());
            case Message.Changes m -> changes(out, m);
            case Message.Unsubscribed m ->
                out.array(2).integer(Types.UNSUBSCRIBED).integer(m.subscription());
            case Message.SubscriptionFailed m ->
                error(out.array(5).integer(Types.SUBSCRIPTION_FAILED).integer(m.subscription()), m.error());
            case Message.Committed m -> committed(out, m);
            case Message.Rejected m -> rejected(out, m);
            case Message.Answer m -> answer(out, m);
            case Message.RequestFailed m ->
                error(out.array(5).integer(Types.REQUEST_FAILED).integer(m.request()), m.error());
            case Message.Renew m -> out.array(2).integer(Types.RENEW).text(m.credential());
            case Message.Standing m -> {
                out.array(3).integer(Types.STANDING).bytes(m.authority().toBytes());
                if (m.validMillis() == null) {
                    out.nul();
                } else {
                    out.integer(m.validMillis());
                }
            }
            case Message.Present m ->
                optionalText(
                        out.array(3).integer(Types.PRESENT).bytes(m.entity().toBytes()), m.content());
            case Message.Presence m ->
                optionalText(
                        out.array(5)
                                .integer(Types.PRESENCE)
                                .bytes(m.entity().toBytes())
                                .integer(m.connection())
                                .text(m.principal()),
                        m.content());
            case Message.PresenceFailed m ->
                error(
                        out.array(5)
                                .integer(Types.PRESENCE_FAILED)
                                .bytes(m.entity().toBytes()),
                        m.error());
            case Message.DeclarationFailed m ->
                error(
                        out.array(6)
                                .integer(Types.DECLARATION_FAILED)
                                .text(m.collection())
                                .text(m.model()),
                        m.error());
        }
        return out.toBytes();
    }

    private static void hello(CborWriter out, Message.Hello m) {
        out.array(5).integer(Types.HELLO).integer(m.version()).integer(m.clientMillis());
        optionalText(out, m.credential());
        if (m.system() == null) {
            out.nul();
        } else {
            out.bytes(m.system().toBytes());
        }
    }

    private static void subscribe(CborWriter out, Message.Subscribe m) {
        out.array(6).integer(Types.SUBSCRIBE).integer(m.subscription()).text(m.collection());
        query(out, m.query());
        resume(out, m.resume());
        out.bool(m.declared());
    }

    private static void resume(CborWriter out, @Nullable Resume resume) {
        if (resume == null) {
            out.nul();
            return;
        }
        out.array(4);
        position(out, resume.position());
        out.bytes(resume.authority().toBytes());
        if (resume.last() == null) {
            out.nul();
        } else {
            sortKey(out, resume.last());
        }
        if (resume.held() == null) {
            out.nul();
        } else {
            ids(out, resume.held());
        }
    }

    private static void ask(CborWriter out, Ask ask) {
        switch (ask) {
            case Ask.Get get -> ids(out.array(2).integer(Types.ASK_GET), get.entities());
            case Ask.Rows rows -> query(out.array(3).integer(Types.ASK_ROWS).text(rows.collection()), rows.query());
            case Ask.Explain explain -> {
                query(out.array(4).integer(Types.ASK_EXPLAIN).text(explain.collection()), explain.query());
                out.bool(explain.run());
            }
            case Ask.History history -> {
                out.array(4).integer(Types.ASK_HISTORY).bytes(history.entity().toBytes());
                optionalEvent(out, history.after());
                out.integer(history.max());
            }
            case Ask.Confirm confirm -> position(out.array(2).integer(Types.ASK_POSITION), confirm.position());
            case Ask.AtInstant at -> out.array(2).integer(Types.ASK_INSTANT).integer(at.millis());
            case Ask.GetAt get -> {
                ids(out.array(3).integer(Types.ASK_GET_AT), get.entities());
                position(out, get.position());
            }
            case Ask.RowsAt rows -> {
                query(out.array(4).integer(Types.ASK_ROWS_AT).text(rows.collection()), rows.query());
                position(out, rows.position());
            }
            case Ask.Heads heads -> ids(out.array(2).integer(Types.ASK_HEADS), heads.entities());
            case Ask.Schema schema -> out.array(1).integer(Types.ASK_SCHEMA);
        }
    }

    private static void welcome(CborWriter out, Message.Welcome m) {
        out.array(8)
                .integer(Types.WELCOME)
                .integer(m.version())
                .bytes(m.system().toBytes());
        position(out, m.position());
        out.integer(m.serverMillis()).text(m.principal()).bytes(m.authority().toBytes());
        // Deterministic CBOR orders keys by their bytes: shorter texts first.
        TreeMap<String, Long> limits = new TreeMap<>(
                (a, b) -> a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b));
        limits.putAll(m.limits());
        out.map(limits.size());
        for (Map.Entry<String, Long> limit : limits.entrySet()) {
            out.text(limit.getKey()).integer(limit.getValue());
        }
    }

    private static void page(CborWriter out, Message.Page m) {
        out.array(5).integer(Types.PAGE).integer(m.subscription());
        ids(out, m.rows());
        blobs(out, m.states());
        ids(out, m.gone());
    }

    private static void changes(CborWriter out, Message.Changes m) {
        out.array(7)
                .integer(Types.CHANGES)
                .bool(m.last())
                .integer(m.number())
                .bytes(m.hash().toBytes());
        out.array(m.moves().size());
        for (Message.Moves moves : m.moves()) {
            out.array(3).integer(moves.subscription());
            ids(out, moves.entered());
            ids(out, moves.left());
        }
        blobs(out, m.states());
        out.array(m.events().size());
        for (Event event : m.events()) {
            event.write(out);
        }
    }

    private static void committed(CborWriter out, Message.Committed m) {
        out.array(5)
                .integer(Types.COMMITTED)
                .bytes(m.commit().toBytes())
                .integer(m.number())
                .bytes(m.hash().toBytes());
        blobs(out, m.states());
    }

    private static void rejected(CborWriter out, Message.Rejected m) {
        error(out.array(6).integer(Types.REJECTED).bytes(m.commit().toBytes()), m.error());
        optionalEvent(out, m.event());
    }

    private static void answer(CborWriter out, Message.Answer m) {
        out.array(5).integer(Types.ANSWER).integer(m.request()).bool(m.last()).integer(m.number());
        blobs(out, m.items());
    }

    private static void query(CborWriter out, QueryText query) {
        values(out.array(2).text(query.text()), query.values());
    }

    static void position(CborWriter out, Position position) {
        out.array(3)
                .bytes(position.log().toBytes())
                .integer(position.number())
                .bytes(position.hash().toBytes());
    }

    private static void sortKey(CborWriter out, SortKey key) {
        values(out.array(2), key.values());
        out.bytes(key.id().toBytes());
    }

    private static void values(CborWriter out, List<Value> values) {
        out.array(values.size());
        for (Value value : values) {
            ValueCodec.write(out, value);
        }
    }

    private static void ids(CborWriter out, List<EntityId> ids) {
        out.array(ids.size());
        for (EntityId id : ids) {
            out.bytes(id.toBytes());
        }
    }

    private static void blobs(CborWriter out, List<byte[]> blobs) {
        out.array(blobs.size());
        for (byte[] blob : blobs) {
            out.bytes(blob);
        }
    }

    private static void error(CborWriter out, WireError error) {
        out.integer(error.category().ordinal()).text(error.code()).text(error.message());
    }

    private static void optionalText(CborWriter out, @Nullable String text) {
        if (text == null) {
            out.nul();
        } else {
            out.text(text);
        }
    }

    private static void optionalEvent(CborWriter out, @Nullable EventId id) {
        if (id == null) {
            out.nul();
        } else {
            out.bytes(id.toBytes());
        }
    }
}
