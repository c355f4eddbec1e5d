package ankurah.core.vectors;

import ankurah.core.internal.schema.DeclaredModel;
import ankurah.core.internal.sync.wire.Ask;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.QueryText;
import ankurah.core.internal.sync.wire.Resume;
import ankurah.core.internal.sync.wire.WireError;
import ankurah.event.Event;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.event.internal.Hex;
import ankurah.event.vectors.Fields;
import ankurah.query.SortKey;
import ankurah.storage.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A message taken apart, as docs/vectors/messages.json shows it: the names are those of docs/protocol.md. */
final class MessageFields {
    private MessageFields() {}

    static String name(Message message) {
        return switch (message) {
            case Message.Ping m -> "ping";
            case Message.Pong m -> "pong";
            case Message.Failure m -> "failure";
            case Message.Hello m -> "hello";
            case Message.Subscribe m -> "subscribe";
            case Message.Unsubscribe m -> "unsubscribe";
            case Message.Submit m -> "submit";
            case Message.Request m -> "request";
            case Message.Cancel m -> "cancel";
            case Message.Welcome m -> "welcome";
            case Message.Page m -> "page";
            case Message.Ready m -> "ready";
            case Message.Changes m -> "changes";
            case Message.Unsubscribed m -> "unsubscribed";
            case Message.SubscriptionFailed m -> "subscription_failed";
            case Message.Committed m -> "committed";
            case Message.Rejected m -> "rejected";
            case Message.Answer m -> "answer";
            case Message.RequestFailed m -> "request_failed";
            case Message.Declare m -> "declare";
            case Message.DeclarationFailed m -> "declaration_failed";
            case Message.Renew m -> "renew";
            case Message.Standing m -> "standing";
            case Message.Present m -> "present";
            case Message.Presence m -> "presence";
            case Message.PresenceFailed m -> "presence_failed";
        };
    }

    static Value of(Message message) {
        Fields fields = new Fields();
        switch (message) {
            case Message.Ping m -> fields.put("token", m.token());
            case Message.Pong m -> fields.put("token", m.token());
            case Message.Failure m -> fields.put("error", error(m.error()));
            case Message.Hello m ->
                fields.put("version", m.version())
                        .put("client_millis", m.clientMillis())
                        .put("credential", optional(m.credential()))
                        .put("system", optional(m.system()));
            case Message.Subscribe m ->
                fields.put("subscription", m.subscription())
                        .put("collection", m.collection())
                        .put("query", query(m.query()))
                        .put("resume", resume(m.resume()));
            case Message.Unsubscribe m -> fields.put("subscription", m.subscription());
            case Message.Submit m -> fields.put("commit", m.commit().encode());
            case Message.Request m -> fields.put("request", m.request()).put("ask", ask(m.ask()));
            case Message.Cancel m -> fields.put("request", m.request());
            case Message.Welcome m -> welcome(fields, m);
            case Message.Page m ->
                fields.put("subscription", m.subscription())
                        .putTexts("rows", m.rows())
                        .put("states", blobs(m.states()))
                        .putTexts("gone", m.gone());
            case Message.Ready m ->
                fields.put("subscription", m.subscription())
                        .put("resumed", bool(m.resumed()))
                        .put("number", m.number())
                        .put("hash", m.hash().toBytes());
            case Message.Changes m -> changes(fields, m);
            case Message.Unsubscribed m -> fields.put("subscription", m.subscription());
            case Message.SubscriptionFailed m ->
                fields.put("subscription", m.subscription()).put("error", error(m.error()));
            case Message.Committed m ->
                fields.put("commit", m.commit().toBytes())
                        .put("number", m.number())
                        .put("hash", m.hash().toBytes())
                        .put("states", blobs(m.states()));
            case Message.Rejected m ->
                fields.put("commit", m.commit().toBytes())
                        .put("error", error(m.error()))
                        .put("event", optional(m.event()));
            case Message.Answer m ->
                fields.put("request", m.request())
                        .put("last", bool(m.last()))
                        .put("number", m.number())
                        .put("items", blobs(m.items()));
            case Message.RequestFailed m -> fields.put("request", m.request()).put("error", error(m.error()));
            case Message.Declare m ->
                fields.put("collection", m.model().collection())
                        .put("model", m.model().name())
                        .put("properties", properties(m.model()));
            case Message.Renew m -> fields.put("credential", Value.of(m.credential()));
            case Message.Standing m ->
                fields.put("authority", m.authority().toBytes())
                        .put("valid_millis", m.validMillis() == null ? Value.NULL : Value.of(m.validMillis()));
            case Message.Present m ->
                fields.put("entity", m.entity().toString()).put("content", optional(m.content()));
            case Message.Presence m ->
                fields.put("entity", m.entity().toString())
                        .put("connection", m.connection())
                        .put("principal", m.principal())
                        .put("content", optional(m.content()));
            case Message.PresenceFailed m ->
                fields.put("entity", m.entity().toString()).put("error", error(m.error()));
            case Message.DeclarationFailed m ->
                fields.put("collection", m.collection()).put("model", m.model()).put("error", error(m.error()));
        }
        return fields.build();
    }

    private static void welcome(Fields fields, Message.Welcome m) {
        TreeMap<String, Value> limits = new TreeMap<>();
        m.limits().forEach((name, limit) -> limits.put(name, Value.of(limit)));
        fields.put("version", m.version())
                .put("system", m.system().toString())
                .put("position", position(m.position()))
                .put("server_millis", m.serverMillis())
                .put("principal", m.principal())
                .put("authority", m.authority().toBytes())
                .put("limits", new Value.Obj(limits));
    }

    private static void changes(Fields fields, Message.Changes m) {
        List<Value> moves = new ArrayList<>();
        for (Message.Moves one : m.moves()) {
            moves.add(new Fields()
                    .put("subscription", one.subscription())
                    .putTexts("entered", one.entered())
                    .putTexts("left", one.left())
                    .build());
        }
        fields.put("last", bool(m.last()))
                .put("number", m.number())
                .put("hash", m.hash().toBytes())
                .put("moves", new Value.List(moves))
                .put("states", blobs(m.states()))
                .put("events", blobs(m.events().stream().map(Event::encode).toList()));
    }

    private static Value ask(Ask ask) {
        Fields fields = new Fields();
        switch (ask) {
            case Ask.Get get -> fields.put("kind", "get").putTexts("entities", get.entities());
            case Ask.Rows rows ->
                fields.put("kind", "rows").put("collection", rows.collection()).put("query", query(rows.query()));
            case Ask.Explain explain ->
                fields.put("kind", "explain")
                        .put("collection", explain.collection())
                        .put("query", query(explain.query()))
                        .put("run", bool(explain.run()));
            case Ask.History history ->
                fields.put("kind", "history")
                        .put("entity", history.entity().toString())
                        .put("after", optional(history.after()))
                        .put("max", history.max());
            case Ask.Confirm confirm -> fields.put("kind", "position").put("position", position(confirm.position()));
            case Ask.AtInstant at -> fields.put("kind", "instant").put("millis", at.millis());
            case Ask.GetAt get ->
                fields.put("kind", "get_at")
                        .putTexts("entities", get.entities())
                        .put("position", position(get.position()));
            case Ask.RowsAt rows ->
                fields.put("kind", "rows_at")
                        .put("collection", rows.collection())
                        .put("query", query(rows.query()))
                        .put("position", position(rows.position()));
            case Ask.Heads heads -> fields.put("kind", "heads").putTexts("entities", heads.entities());
            case Ask.Schema schema -> fields.put("kind", "schema");
        }
        return fields.build();
    }

    private static Value properties(DeclaredModel model) {
        List<Value> properties = new ArrayList<>();
        model.properties()
                .forEach((stored, property) -> properties.add(new Fields()
                        .put("stored", stored)
                        .put("name", property.name())
                        .put("data_type", property.dataType())
                        .put("kind", property.kind().name())
                        .put("required", bool(property.required()))
                        .put("description", property.description())
                        .build()));
        return new Value.List(properties);
    }

    private static Value query(QueryText query) {
        return new Fields()
                .put("text", query.text())
                .put("values", values(query.values()))
                .build();
    }

    private static Value resume(@Nullable Resume resume) {
        if (resume == null) {
            return Value.NULL;
        }
        Fields fields = new Fields()
                .put("position", position(resume.position()))
                .put("authority", resume.authority().toBytes())
                .put("last", sortKey(resume.last()));
        return (resume.held() == null ? fields.put("held", Value.NULL) : fields.putTexts("held", resume.held()))
                .build();
    }

    private static Value sortKey(@Nullable SortKey key) {
        return key == null
                ? Value.NULL
                : new Fields()
                        .put("values", values(key.values()))
                        .put("id", key.id().toString())
                        .build();
    }

    private static Value position(Position position) {
        return new Fields()
                .put("log", position.log().toString())
                .put("number", position.number())
                .put("hash", position.hash().toBytes())
                .build();
    }

    private static Value error(WireError error) {
        return new Fields()
                .put("category", error.category().name().toLowerCase(Locale.ROOT))
                .put("code", error.code())
                .put("message", error.message())
                .build();
    }

    private static Value values(List<Value> values) {
        return blobs(values.stream().map(ValueCodec::encode).toList());
    }

    private static Value blobs(List<byte[]> blobs) {
        List<Value> texts = new ArrayList<>();
        blobs.forEach(blob -> texts.add(Value.of(Hex.encode(blob))));
        return new Value.List(texts);
    }

    private static Value optional(@Nullable Object shown) {
        return shown == null ? Value.NULL : Value.of(shown.toString());
    }

    private static Value bool(boolean value) {
        return value ? Value.TRUE : Value.FALSE;
    }
}
