package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Context;
import ankurah.core.LiveQuery;
import ankurah.core.NodeOptions;
import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.internal.sync.wire.Message;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a client may not see never crosses the wire, whatever the row was before or becomes after. */
class VisibilityTest {
    /** A row is for whom its owner names, or for all when it names nobody. */
    static final Policy OWNED = new Policy() {
        @Override
        public boolean canRead(Principal who, EntityState row) {
            Value owner = row.get("owner");
            return who.equals(Principal.SYSTEM) || owner.isNull() || owner.equals(Value.of(who.id()));
        }

        @Override
        public void check(Principal who, Event event, @Nullable EntityState before, EntityState after) {}

        @Override
        public String version() {
            return "owned-1";
        }
    };

    private final Rig rig = new Rig(OWNED, SyncLimits.defaults(), credential -> Principal.of(credential));
    private final Context system = rig.server.context(Principal.SYSTEM);

    private Rig.Client client(String name) {
        return rig.client(NodeOptions.defaults().withRetry(1, 20).withCredentials(() -> name));
    }

    private EntityId create(String title) {
        return system.transact(tx ->
                        tx.create("note", Map.of("title", Value.of(title))).id())
                .value();
    }

    private void set(EntityId id, String owner, String title) {
        system.run(tx -> tx.edit(id, Map.of("owner", Value.of(owner), "title", Value.of(title))));
    }

    static boolean crossed(Rig.Client client, String secret) {
        byte[] wanted = secret.getBytes(StandardCharsets.UTF_8);
        return client.wire().receivedFrames().stream().anyMatch(frame -> indexOf(frame, wanted) >= 0);
    }

    private static int indexOf(byte[] in, byte[] wanted) {
        for (int at = 0; at + wanted.length <= in.length; at++) {
            int same = 0;
            while (same < wanted.length && in[at + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return at;
            }
        }
        return -1;
    }

    @Test
    void aRowThatIsHiddenIsAnnouncedByItsIdAlone() {
        try (rig) {
            EntityId id = create("public words");
            Rig.Client ann = client("ann");
            try (LiveQuery live = ann.context().live("note", "")) {
                live.awaitLive(Rig.LONG);
                assertThat(crossed(ann, "public words")).isTrue();
                set(id, "bob", "SECRET-1");
                Rig.until("it is gone", () -> live.result().isEmpty());
                assertThat(ann.wire().received(Message.Changes.class).getLast()).satisfies(changes -> {
                    assertThat(changes.moves()).singleElement().satisfies(moves -> {
                        assertThat(moves.left()).containsExactly(id);
                        assertThat(moves.entered()).isEmpty();
                    });
                    assertThat(changes.events()).isEmpty();
                    assertThat(changes.states()).isEmpty();
                });
                set(id, "bob", "SECRET-2");
                set(id, "ann", "hers now");
                Rig.until("it is back", () -> live.result().size() == 1);
                assertThat(live.result().get(0).get("title")).isEqualTo(Value.of("hers now"));
                Message.Changes entered =
                        ann.wire().received(Message.Changes.class).getLast();
                assertThat(entered.events())
                        .as("a row that enters comes as its state")
                        .isEmpty();
                assertThat(entered.states()).hasSize(1);
                assertThat(crossed(ann, "SECRET")).isFalse();
            }
        }
    }

    @Test
    void whatHappenedOutOfSightIsNotToldToASlowReaderEither() {
        try (rig) {
            EntityId id = create("first");
            Rig.Client ann = client("ann");
            try (LiveQuery live = ann.context().live("note", "")) {
                live.awaitLive(Rig.LONG);
                ann.wire().stall();
                for (int i = 0; i < 20; i++) {
                    set(id, "bob", "SECRET-" + i);
                    set(id, "ann", "visible " + i);
                }
                ann.wire().resume();
                rig.untilEqual(live, rig.server.context(Principal.of("ann")));
                assertThat(live.result().get(0).get("title")).isEqualTo(Value.of("visible 19"));
                assertThat(crossed(ann, "SECRET")).isFalse();
            }
        }
    }

    @Test
    void whatHappenedOutOfSightIsNotToldOnReturn() {
        try (rig) {
            EntityId kept = create("kept");
            EntityId taken = create("taken");
            EntityId never = create("never");
            set(never, "bob", "SECRET-0");
            Rig.Client ann = client("ann");
            try (LiveQuery live = ann.context().live("note", "")) {
                live.awaitLive(Rig.LONG);
                ann.wire().cut();
                set(kept, "bob", "SECRET-1");
                set(kept, "ann", "kept still");
                set(taken, "bob", "SECRET-2");
                set(never, "bob", "SECRET-3");
                EntityId unseen = create("SECRET-4");
                set(unseen, "bob", "SECRET-5");
                ann.wire().forget();
                ann.wire().heal();
                rig.untilEqual(live, rig.server.context(Principal.of("ann")));
                assertThat(ann.wire().received(Message.Page.class))
                        .singleElement()
                        .satisfies(page -> {
                            assertThat(page.gone()).containsExactly(taken);
                            assertThat(page.rows()).containsExactly(kept);
                        });
                assertThat(crossed(ann, "SECRET")).isFalse();
            }
        }
    }

    @Test
    void aRowThatMovesFromOneQueryToAnotherComesAsItsEvents() {
        try (rig) {
            EntityId id = create("a");
            Rig.Client ann = client("ann");
            try (LiveQuery a = ann.context().live("note", "title = 'a'");
                    LiveQuery b = ann.context().live("note", "title = 'b'")) {
                a.awaitLive(Rig.LONG);
                b.awaitLive(Rig.LONG);
                system.run(tx -> tx.set(id, "title", Value.of("b")));
                Rig.until(
                        "it has moved",
                        () -> b.result().size() == 1 && a.result().isEmpty());
                Message.Changes moved =
                        ann.wire().received(Message.Changes.class).getLast();
                assertThat(moved.states()).isEmpty();
                assertThat(moved.events()).hasSize(1);
                rig.untilEqual(b, rig.server.context(Principal.of("ann")));
            }
        }
    }

    @Test
    void requestsForHiddenRowsFindNothing() {
        try (rig) {
            EntityId id = create("SECRET");
            set(id, "bob", "SECRET");
            Rig.Client ann = client("ann");
            assertThat(ann.context().find(id)).isEmpty();
            assertThat(ann.context().query("note", "")).isEmpty();
            assertThat(client("bob").context().get(id).get("title")).isEqualTo(Value.of("SECRET"));
            assertThat(crossed(ann, "SECRET")).isFalse();
        }
    }
}
