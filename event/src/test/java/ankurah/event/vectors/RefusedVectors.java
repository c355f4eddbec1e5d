package ankurah.event.vectors;

import ankurah.event.Clock;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Operation;
import ankurah.event.SystemId;
import ankurah.event.TransactionId;
import ankurah.event.Value;
import ankurah.event.cbor.CborWriter;
import ankurah.event.internal.Hex;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Inputs that every implementation refuses, with the code of the error. {@code as} says what the input is read as. */
final class RefusedVectors {
    private final List<Value> vectors = new ArrayList<>();
    private final Event genesis = EventVectors.genesis();
    private final Event child = EventVectors.child(Clock.of(genesis.id()), EventVectors.TIME + 1);

    private RefusedVectors() {}

    static List<Value> refused() {
        RefusedVectors all = new RefusedVectors();
        all.texts();
        all.values();
        all.headers();
        all.payloads();
        all.events();
        all.commits();
        return all.vectors;
    }

    private void texts() {
        String id = genesis.id().toString();
        text("event_id", "one character short", id.substring(1), "id.malformed");
        text("event_id", "one character long", id + "0", "id.malformed");
        text("event_id", "empty", "", "id.malformed");
        for (String letter : new String[] {"I", "L", "O", "U", "i", "l", "o", "u", "-", "\u0131"}) {
            text("event_id", "the letter " + letter, id.substring(0, 20) + letter + id.substring(21), "id.malformed");
        }
        text("event_id", "bits in front", "8" + id.substring(1), "id.malformed");
        text("event_id", "bits behind", "0".repeat(51) + "1", "id.malformed");
        text("system_id", "bits behind", "0".repeat(25) + "Z" + "0", "id.malformed");
        text("system_id", "bits in front", "8" + "0".repeat(25), "id.malformed");
        text("name", "empty", "", "name.length");
        text("name", "256 bytes", "x".repeat(256), "name.length");
        text("name", "256 bytes in 128 characters", "\u00e4".repeat(128), "name.length");
        text("name", "a line feed", "a\nb", "name.control_character");
        text("name", "U+007F", "a\u007f", "name.control_character");
        text("usable_name", "id", "id", "name.reserved");
        text("usable_name", "an underscore in front", "_x", "name.reserved");
        text("json", "a field twice", "{\"a\":1,\"a\":1}", "json.malformed");
        text("json", "a comma too many", "[1,]", "json.malformed");
        text("json", "a leading zero", "01", "json.malformed");
        text("json", "an escaped U+0000", "\"\\u0000\"", "json.malformed");
        text("json", "half a surrogate pair", "\"\\ud800\"", "json.malformed");
        text("json", "129 levels", "[".repeat(129) + "]".repeat(129), "json.malformed");
        text("json", "a number of 10^309", "1e309", "json.malformed");
    }

    private void values() {
        value("nothing", "", "cbor.malformed");
        value("two values", "f6f6", "cbor.malformed");
        value("undefined", "f7", "cbor.malformed");
        value("a long head", "1817", "cbor.malformed");
        value("a long head of a text", "780161", "cbor.malformed");
        value("an indefinite list", "9f00ff", "cbor.malformed");
        value("2^63", "1b8000000000000000", "cbor.malformed");
        value("-2^63 - 1", "3b8000000000000000", "cbor.malformed");
        value("half precision", "f93c00", "cbor.malformed");
        value("single precision", "fa3f800000", "cbor.malformed");
        value("NaN", "fb7ff8000000000000", "cbor.malformed");
        value("-0.0", "fb8000000000000000", "cbor.malformed");
        value("a decimal with a trailing zero", "c482200a", "cbor.malformed");
        value("a decimal zero with an exponent", "c4822000", "cbor.malformed");
        value("a big integer that fits in 64 bits", "c48200c2487fffffffffffffff", "cbor.malformed");
        value("a big integer with a leading zero", "c48200c249008000000000000000", "cbor.malformed");
        value("an exponent below -1000", "c4823903e801", "cbor.malformed");
        value("an exponent above 308", "c48219013501", "cbor.malformed");
        value("a decimal of 11 * 10^308", "c4821901340b", "value.decimal_out_of_range");
        value("an unknown tag", "c100", "cbor.malformed");
        value("a date beyond the calendar", "d8641b7fffffffffffffff", "value.date_out_of_range");
        value("a uuid of 15 bytes", "d8254f000102030405060708090a0b0c0d0e", "cbor.malformed");
        value("an id of one byte", "d9ea634100", "cbor.malformed");
        value("an object outside JSON", "a0", "cbor.malformed");
        value("a float in JSON", "d9ea64fb3ff0000000000000", "cbor.malformed");
        value("JSON in JSON", "d9ea64d9ea64f6", "cbor.malformed");
        value("fields out of order", "d9ea64a2616201616102", "cbor.malformed");
        value("fields by text and not by length", "d9ea64a262616101616202", "cbor.malformed");
        value("a field twice", "d9ea64a2616101616102", "cbor.malformed");
        value("a text with U+0000", "6100", "value.nul_character");
        value("a surrogate in UTF-8", "63eda080", "cbor.malformed");
        value("overlong UTF-8", "62c080", "cbor.malformed");
        value("a text beyond the end", "7a7ffffff061", "cbor.malformed");
        value("129 levels", "81".repeat(128) + "f6", "cbor.malformed");
    }

    private void headers() {
        EventId a = EventId.parse("01HF7YAT00000" + "0".repeat(39));
        EventId b = EventId.parse("01HF7YAT00004" + "0".repeat(39));
        header("version 2", 2, genesis, List.of(), "album", "", 5, "event.header_version");
        header(
                "a genesis with a parent",
                1,
                null,
                List.of(a),
                "album",
                "",
                Long.MAX_VALUE,
                "event.genesis_with_parents");
        header("no parents", 1, genesis, List.of(), "album", "", 5, "event.no_parents");
        header("the time of its parent", 1, genesis, List.of(a), "album", "", a.time(), "event.time_not_after_parent");
        header(
                "the time of its earlier parent",
                1,
                genesis,
                List.of(a, b),
                "album",
                "",
                a.time() + 1,
                "event.time_not_after_parent");
        header(
                "a parent whose first bit is set",
                1,
                genesis,
                List.of(EventId.parse("4" + "0".repeat(51))),
                "album",
                "",
                5,
                "event.time_not_after_parent");
        header("a negative time", 1, null, List.of(), "album", "", -1, "event.time_out_of_range");
        header("parents out of order", 1, genesis, List.of(b, a), "album", "", Long.MAX_VALUE, "clock.not_sorted");
        header("a parent twice", 1, genesis, List.of(a, a), "album", "", Long.MAX_VALUE, "clock.not_sorted");
        header("33 parents", 1, genesis, manyParents(), "album", "", Long.MAX_VALUE, "event.too_many_parents");
        header("no collection", 1, null, List.of(), "", "", 5, "name.length");
        header(
                "a control character in the author",
                1,
                null,
                List.of(),
                "album",
                "a\u0007",
                5,
                "name.control_character");
        bytes("header", "a byte behind", concat(genesis.header().encode(), "00"), "cbor.malformed");
    }

    private static List<EventId> manyParents() {
        List<EventId> ids = new ArrayList<>();
        for (int i = 0; i < 33; i++) {
            byte[] bytes = new byte[EventId.BYTES];
            bytes[31] = (byte) i;
            ids.add(EventId.fromBytes(bytes));
        }
        return ids;
    }

    private void payloads() {
        payload("version 0", 0, 16, List.of("a"), "event.payload_version");
        payload("a salt of 15 bytes", 1, 15, List.of("a"), "cbor.malformed");
        payload("properties out of order", 1, 16, List.of("b", "a"), "event.operations_not_sorted");
        payload("properties by UTF-16", 1, 16, List.of("\ud83d\ude00", "\uffee"), "event.operations_not_sorted");
        payload("a property twice", 1, 16, List.of("a", "a"), "event.property_twice");
        payload("an empty property", 1, 16, List.of(""), "name.length");
    }

    private void events() {
        byte[] header = genesis.header().encode();
        byte[] other = child.payload().orElseThrow().encode();
        bytes(
                "event",
                "another event's payload",
                build(out -> out.array(2).bytes(header).bytes(other)),
                "event.payload_mismatch");
        bytes("event", "no payload at all", build(out -> out.array(1).bytes(header)), "cbor.malformed");
        bytes("event", "cut short", java.util.Arrays.copyOf(genesis.encode(), 100), "cbor.malformed");
    }

    private void commits() {
        EventId first = genesis.id();
        EventId second = child.id();
        commit("no events", List.of(first), List.of(), "commit.empty");
        commit("an event the manifest does not list", List.of(second), List.of(genesis), "event.id_mismatch");
        commit("a manifest out of order", List.of(second, first), List.of(genesis), "commit.manifest_not_sorted");
        commit("an id twice in the manifest", List.of(first, first), List.of(genesis), "commit.manifest_not_sorted");
        commit("events out of order", List.of(first, second), List.of(child, genesis), "commit.events_not_sorted");
        commit("an event twice", List.of(first, second), List.of(child, child), "commit.events_not_sorted");
        Event bob = EventVectors.seal(
                "album", genesis, Clock.of(first), "bob", EventVectors.TIME + 2, EventVectors.payload(1));
        commit("two authors", List.of(first, bob.id()), List.of(genesis, bob), "commit.mixed");
    }

    private void text(String as, String name, String text, String code) {
        vectors.add(Fields.named(name)
                .put("as", as)
                .put("text", text)
                .put("code", code)
                .build());
    }

    private void bytes(String as, String name, byte[] bytes, String code) {
        vectors.add(Fields.named(name)
                .put("as", as)
                .put("bytes", bytes)
                .put("code", code)
                .build());
    }

    private void value(String name, String hex, String code) {
        bytes("value", name, Hex.decode(hex), code);
    }

    private void header(
            String name,
            int version,
            @Nullable Event entity,
            List<EventId> parents,
            String collection,
            String author,
            long time,
            String code) {
        byte[] bytes = build(out -> {
            out.array(9).integer(version).bytes(new SystemId(1, 2).toBytes()).text(collection);
            if (entity == null) {
                out.nul();
            } else {
                out.bytes(entity.entity().toBytes());
            }
            out.array(parents.size());
            parents.forEach(parent -> parent.write(out));
            out.bytes(new TransactionId(3, 4).toBytes())
                    .text(author)
                    .integer(time)
                    .bytes(new byte[32]);
        });
        bytes("header", name, bytes, code);
    }

    private void payload(String name, int version, int salt, List<String> properties, String code) {
        byte[] bytes = build(out -> {
            out.array(3).integer(version).bytes(new byte[salt]).array(properties.size());
            properties.forEach(property ->
                    out.array(4).text(property).text(Operation.LWW).integer(1).bytes(new byte[] {(byte) 0xf6}));
        });
        bytes("payload", name, bytes, code);
    }

    private void commit(String name, List<EventId> manifest, List<Event> events, String code) {
        byte[] bytes = build(out -> {
            out.array(2).array(manifest.size());
            manifest.forEach(id -> id.write(out));
            out.array(events.size());
            events.forEach(event -> event.write(out));
        });
        bytes("commit", name, bytes, code);
    }

    private static byte[] build(Consumer<CborWriter> body) {
        CborWriter out = new CborWriter();
        body.accept(out);
        return out.toBytes();
    }

    private static byte[] concat(byte[] bytes, String hex) {
        return Hex.decode(Hex.encode(bytes) + hex);
    }
}
