package ankurah.core.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.Context;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.Stage;
import ankurah.core.TextEdit;
import ankurah.core.TextEditor;
import ankurah.core.sync.Rig;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import ankurah.storage.MemoryStorage;
import ankurah.text.TextDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Texts in transactions, queries, editors and on clients. */
class TextsThroughTheSystemTest {
    private static EntityId album(Context ctx, String name) {
        return ctx.transact(tx -> tx.create("album", Map.of("year", Value.of(2001)), Map.of(), Map.of("name", name))
                        .id())
                .value();
    }

    private static Value name(Context ctx, EntityId id) {
        return ctx.get(id).get("name");
    }

    @Test
    void aTextIsEditedInATransactionAndQueriedAsAString() {
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            Context ctx = node.context();
            EntityId id = album(ctx, "Origin of Symmetry");
            try (LiveQuery live = ctx.live("album", "name LIKE 'The %'")) {
                ctx.run(tx -> {
                    TextEdit name = tx.text(id, "name");
                    name.insert(0, "The ");
                    assertThat(tx.get(id).get("name")).isEqualTo(Value.of("The Origin of Symmetry"));
                    assertThat(tx.query("album", "name = 'The Origin of Symmetry'"))
                            .hasSize(1);
                    name.delete(4, 10);
                });
                assertThat(live.result()).hasSize(1);
                assertThat(name(ctx, id)).isEqualTo(Value.of("The Symmetry"));
            }
            ctx.run(tx -> tx.text(id, "name").replace("Symmetry!"));
            assertThat(name(ctx, id)).isEqualTo(Value.of("Symmetry!"));
            assertThat(ctx.query("album", "name = 5")).isEmpty();
        }
    }

    @Test
    void anEmptyTextIsNotAMissingOne() {
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            Context ctx = node.context();
            EntityId empty = album(ctx, "");
            EntityId missing = ctx.transact(tx ->
                            tx.create("album", Map.of("year", Value.of(1))).id())
                    .value();
            assertThat(name(ctx, empty)).isEqualTo(Value.of(""));
            assertThat(name(ctx, missing)).isEqualTo(Value.NULL);
            assertThat(ctx.query("album", "name IS NULL")).hasSize(1);
            ctx.run(tx -> tx.text(missing, "name").insert(0, ""));
            assertThat(name(ctx, missing)).isEqualTo(Value.of(""));
        }
    }

    @Test
    void surrogatePairsAreNotSplitAndPlacesOutsideAreRefused() {
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            Context ctx = node.context();
            EntityId id = album(ctx, "a\uD83D\uDE00b");
            for (int at : new int[] {2, 9, -1}) {
                assertThatThrownBy(() -> ctx.run(tx -> tx.text(id, "name").insert(at, "x")))
                        .isInstanceOfSatisfying(
                                AnkurahException.Invalid.class,
                                e -> assertThat(e.code()).isEqualTo("text.position"));
            }
            assertThatThrownBy(() -> ctx.run(tx -> tx.set(id, "name", Value.of("plain"))))
                    .hasMessageContaining("'text'");
            assertThatThrownBy(() -> ctx.run(tx -> tx.text(id, "year").insert(0, "x")))
                    .hasMessageContaining("'lww'");
        }
    }

    @Test
    void transactionsOneAfterTheOtherShareAClientId() {
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            Context ctx = node.context();
            EntityId id = album(ctx, "");
            for (int i = 0; i < 20; i++) {
                String letter = String.valueOf((char) ('a' + i));
                ctx.run(tx -> tx.text(id, "name").append(letter));
            }
            assertThat(name(ctx, id)).isEqualTo(Value.of("abcdefghijklmnopqrst"));
            byte[] state = ctx.get(id).state().properties().get("_text").state();
            assertThat(TextState.decode(state).clocks.size()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void transactionsAtTheSameTimeMerge() {
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            Context ctx = node.context();
            EntityId id = album(ctx, "middle");
            try (var first = ctx.begin();
                    var second = ctx.begin()) {
                first.text(id, "name").insert(0, "<");
                second.text(id, "name").append(">");
                first.commit();
                second.commit();
            }
            assertThat(name(ctx, id)).isEqualTo(Value.of("<middle>"));
        }
    }

    @Test
    void anEditorCommitsTogetherAndFollowsOthers() {
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            Context ctx = node.context();
            EntityId id = album(ctx, "b");
            try (TextEditor mine = ctx.editor(id, "name", Duration.ofHours(1));
                    TextEditor yours = ctx.editor(id, "name", Duration.ofHours(1))) {
                List<TextEditor.Change> heard = new ArrayList<>();
                yours.subscribe(heard::add);
                int before = ctx.history(id).size();
                mine.insert(0, "a");
                mine.append("c");
                mine.append("d");
                mine.delete(3, 1);
                assertThat(mine.toString()).isEqualTo("abc");
                assertThat(name(ctx, id)).isEqualTo(Value.of("b"));
                mine.flush();
                assertThat(ctx.history(id)).hasSize(before + 1);
                Rig.until("the other has it", () -> yours.toString().equals("abc"));
                yours.append("!");
                yours.flush();
                Rig.until("and back", () -> mine.toString().equals("abc!"));
                assertThat(heard).isNotEmpty().noneMatch(TextEditor.Change::reset);
            }
            assertThat(name(ctx, id)).isEqualTo(Value.of("abc!"));
        }
    }

    @Test
    void whatIsTypedIsCommittedAfterAWhileAndOnClose() {
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            Context ctx = node.context();
            EntityId id = album(ctx, "");
            try (TextEditor editor = ctx.editor(id, "name", Duration.ofMillis(5))) {
                editor.append("typed");
                Rig.until("it is committed", () -> name(ctx, id).equals(Value.of("typed")));
                editor.append(" and closed");
            }
            assertThat(name(ctx, id)).isEqualTo(Value.of("typed and closed"));
        }
    }

    @Test
    void clientsTypingAtOnceEndEqual() {
        int clients = 3;
        try (Rig rig = new Rig()) {
            EntityId id = album(rig.server.context(), "start");
            List<TextEditor> editors = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                Context ctx = rig.client().context();
                ctx.live("album", "year > 0").awaitLive(Rig.LONG);
                editors.add(ctx.editor(id, "name", Duration.ofMillis(2)));
            }
            Random random = new Random(7);
            int typed = 0;
            for (int round = 0; round < 300; round++) {
                TextEditor editor = editors.get(random.nextInt(clients));
                editor.insert(random.nextInt(editor.length() + 1), "x");
                typed++;
            }
            for (TextEditor editor : editors) {
                editor.flush();
            }
            int length = 5 + typed;
            Rig.until(
                    "the server has all",
                    () -> ((Value.Str) name(rig.server.context(), id)).value().length() == length);
            String all = ((Value.Str) name(rig.server.context(), id)).value();
            for (TextEditor editor : editors) {
                Rig.until("a client has all", () -> editor.toString().equals(all));
                editor.close();
            }
        }
    }

    @Test
    void whatDoesNotFitIsRefusedAtTheGate() {
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            Context ctx = node.context();
            EntityId id = album(ctx, "");
            TextDocument document = TextDocument.create(5);
            List<byte[]> updates = new ArrayList<>();
            document.onUpdate(update -> updates.add(update.bytes()));
            document.text("name").insert(0, "a");
            document.text("name").insert(1, "b");
            refused(ctx, id, "", updates.get(1), "text.gap");
            commit(ctx, id, "", updates.get(0));
            refused(ctx, id, "", updates.get(0), "text.claimed");
            refused(ctx, id, "bob", updates.get(1), "text.author");
            Context bob = node.context(Principal.of("bob"));
            refused(bob, id, "bob", updates.get(1), "text.client_of_other");
            TextDocument other = TextDocument.create(6);
            other.apply(updates.get(0));
            other.apply(updates.get(1));
            List<byte[]> more = new ArrayList<>();
            other.onUpdate(update -> more.add(update.bytes()));
            other.text("name").insert(2, "c");
            refused(bob, id, "bob", more.get(0), "text.missing");
            commit(ctx, id, "", updates.get(1));
            commit(bob, id, "bob", more.get(0));
            assertThat(name(ctx, id)).isEqualTo(Value.of("abc"));
        }
    }

    private static void commit(Context ctx, EntityId id, String author, byte[] update) {
        ctx.run(tx -> tx.apply(id, "_text", TextType.update(author, List.of("name"), update)));
    }

    private static void refused(Context ctx, EntityId id, String author, byte[] update, String code) {
        assertThatThrownBy(() -> commit(ctx, id, author, update))
                .isInstanceOfSatisfying(
                        AnkurahException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void aClientEditsOfflineAndMerges() {
        try (Rig rig = new Rig()) {
            Context server = rig.server.context();
            EntityId id = album(server, "middle");
            Rig.Client client = rig.client();
            Context ctx = client.context();
            try (LiveQuery live = ctx.live("album", "year > 0")) {
                live.awaitLive(Rig.LONG);
                rig.stopServing();
                try (TextEditor editor = ctx.editor(id, "name", Duration.ofHours(1))) {
                    editor.insert(0, "off");
                    editor.flush();
                    editor.insert(3, "line ");
                    editor.flush();
                    server.run(tx -> tx.text(id, "name").append(" online"));
                    rig.serveAgain();
                    Rig.until("it is sent", () -> client.pending() == 0);
                    Rig.until("both are there", () -> editor.toString().equals("offline middle online"));
                }
            }
            assertThat(name(server, id)).isEqualTo(Value.of("offline middle online"));
        }
    }

    /** More than once, because the refusal may come before or after the editor knows that its commit was made. */
    @RepeatedTest(30)
    void afterARefusalTheTextIsReadAnewAndListenersAreTold() {
        try (Rig rig = new Rig(new NoLies())) {
            EntityId id = album(rig.server.context(), "truth");
            Context ctx = rig.client().context();
            try (LiveQuery live = ctx.live("album", "year > 0").awaitLive(Rig.LONG);
                    TextEditor editor = ctx.editor(id, "name", Duration.ofHours(1))) {
                List<TextEditor.Change> heard = new CopyOnWriteArrayList<>();
                editor.subscribe(heard::add);
                editor.append(" and lies");
                editor.flush();
                Rig.until("it is taken back", () -> editor.toString().equals("truth"));
                Rig.until("it is told", () -> heard.stream().anyMatch(TextEditor.Change::reset));
                editor.append("!");
                editor.flush().await(Stage.ACCEPTED, Rig.LONG);
                assertThat(name(rig.server.context(), id)).isEqualTo(Value.of("truth!"));
                assertThat(live.result().get(0).get("name")).isEqualTo(Value.of("truth!"));
            }
        }
    }

    @Test
    void tenClientsTypingIntoOneTextLoseNoKeystroke() throws InterruptedException {
        long millis = System.getProperty("ankurah.deep") != null ? 60_000 : 3_000;
        int clients = 10;
        try (Rig rig = new Rig()) {
            EntityId id = album(rig.server.context(), "");
            List<TextEditor> editors = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                Context ctx = rig.client().context();
                ctx.live("album", "year > 0").awaitLive(Rig.LONG);
                editors.add(ctx.editor(id, "name", Duration.ofMillis(50)));
            }
            long end = System.nanoTime() + millis * 1_000_000;
            int[] typed = new int[clients];
            List<Thread> typists = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int who = i;
                typists.add(Thread.ofVirtual().start(() -> type(editors.get(who), who, end, typed)));
            }
            for (Thread typist : typists) {
                typist.join();
            }
            editors.forEach(TextEditor::flush);
            int all = Arrays.stream(typed).sum();
            Rig.until(
                    "the server has every keystroke",
                    () -> ((Value.Str) name(rig.server.context(), id)).value().length() == all);
            String text = ((Value.Str) name(rig.server.context(), id)).value();
            for (int i = 0; i < clients; i++) {
                char letter = (char) ('a' + i);
                assertThat(text.chars().filter(c -> c == letter).count()).isEqualTo(typed[i]);
                TextEditor editor = editors.get(i);
                Rig.until("a client has all", () -> editor.toString().equals(text));
                editor.close();
            }
        }
    }

    private static void type(TextEditor editor, int who, long end, int[] typed) {
        Random random = new Random(who);
        while (System.nanoTime() < end) {
            editor.insert(random.nextInt(editor.length() + 1), String.valueOf((char) ('a' + who)));
            typed[who]++;
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** Refuses texts that lie. */
    private static final class NoLies implements Policy {
        @Override
        public boolean canRead(Principal who, EntityState row) {
            return true;
        }

        @Override
        public void check(Principal who, Event event, @Nullable EntityState before, EntityState after) {
            if (after.get("name") instanceof Value.Str name && name.value().contains("lies")) {
                throw new AnkurahException.Refused("policy.refused", "no lies");
            }
        }

        @Override
        public String version() {
            return "no-lies-1";
        }
    }
}
