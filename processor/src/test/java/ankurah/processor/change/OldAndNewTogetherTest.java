package ankurah.processor.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.client.Client;
import ankurah.client.ClientOptions;
import ankurah.core.ConnectionStatus.State;
import ankurah.core.Context;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Policy;
import ankurah.core.Receipt;
import ankurah.core.Stage;
import ankurah.core.Transaction;
import ankurah.core.model.TypedLiveQuery;
import ankurah.core.model.TypedSubscription;
import ankurah.core.model.View;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.processor.change.Versions.Counted;
import ankurah.processor.change.Versions.Defaulted;
import ankurah.processor.change.Versions.Demanding;
import ankurah.processor.change.Versions.Disc1;
import ankurah.processor.change.Versions.Floating;
import ankurah.processor.change.Versions.Longer;
import ankurah.processor.change.Versions.Renamed;
import ankurah.processor.change.Versions.Shorter;
import ankurah.processor.change.Versions.Summed;
import ankurah.processor.change.Versions.Worded;
import ankurah.server.Server;
import ankurah.server.ServerOptions;
import ankurah.storage.MemoryStorage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Programs of several versions at one server, over sockets; some of them offline for a while. */
class OldAndNewTogetherTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Node durable = Node.durable(MemoryStorage.open(), Policy.allowAll());
    private final Server server = Server.start(durable, ServerOptions.defaults().withPort(0));
    /** Another door to the same node, which the tests open and close. */
    private Server oldServer = Server.start(durable, ServerOptions.defaults().withPort(0));

    private final int oldPort = oldServer.port();
    private final LinkedBlockingQueue<State> oldStates = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> rejected = new LinkedBlockingQueue<>();
    private final Node oldNode = Client.connect(
            oldServer.uri(),
            ClientOptions.defaults()
                    .withNode(NodeOptions.defaults()
                            .withRetry(10, 100)
                            .withSilenceMillis(2_000)
                            .withConnectionListener(status -> oldStates.add(status.state()))
                            .withRejectionListener(
                                    rejection -> rejected.add(rejection.reason().code()))));
    private final Node newNode = Client.connect(server.uri());
    private final Context old = oldNode.context();
    private final Context newer = newNode.context();

    @AfterEach
    void close() {
        oldNode.close();
        newNode.close();
        server.close();
        oldServer.close();
        durable.close();
    }

    /** Until {@link #connectOld} the old client does not reach the server. */
    private void disconnectOld() throws InterruptedException {
        oldServer.close();
        awaitOld(State.OFFLINE);
    }

    private void connectOld() {
        oldServer = Server.start(durable, ServerOptions.defaults().withPort(oldPort));
    }

    private void awaitOld(State wanted) throws InterruptedException {
        State state;
        do {
            state = oldStates.poll(30, TimeUnit.SECONDS);
            assertThat(state).as("the old client should have become " + wanted).isNotNull();
        } while (state != wanted);
    }

    private static void assertRefused(ThrowingCallable call, String code, String... words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AnkurahException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.retryable()).isFalse();
            for (String word : words) {
                assertThat(e).hasMessageContaining(word);
            }
        });
    }

    private EntityId oldDisc(Disc1 disc) {
        return old.transact(tx -> Disc1s.create(tx, disc))
                .await(Stage.ACCEPTED, SOON)
                .value()
                .id();
    }

    /** Reads the rows whenever they have changed, until they are as they should be. */
    private static <V extends View<?>> void awaitRows(
            TypedLiveQuery<V> live, Function<V, String> shown, String... rows) {
        LinkedBlockingQueue<List<String>> told = new LinkedBlockingQueue<>();
        List<String> now = List.of();
        try (TypedSubscription<V> subscription = live.subscribe(
                change -> told.add(change.rows().stream().map(shown).toList()))) {
            now = subscription.initial().stream().map(shown).toList();
            while (!now.equals(List.of(rows))) {
                List<String> next = told.poll(30, TimeUnit.SECONDS);
                assertThat(next).as("after " + now).isNotNull();
                now = next;
            }
        } catch (InterruptedException e) {
            throw new AssertionError("waiting for the rows, which were " + now, e);
        }
    }

    @Test
    void aRenamedPropertyIsOneForBothAlsoWhenOneOfThemWasOffline() throws InterruptedException {
        EntityId id = oldDisc(Disc1.of("Showbiz", 1999));
        try (TypedLiveQuery<RenamedView> titles = Renameds.all().live(newer).awaitLive(SOON);
                TypedLiveQuery<Disc1View> names = Disc1s.all().live(old).awaitLive(SOON)) {
            newer.run(tx -> Renameds.edit(tx, Renameds.ref(id)).title("Showbiz, by the new"))
                    .await(Stage.ACCEPTED, SOON);
            awaitRows(names, disc -> disc.name() + " " + disc.year(), "Showbiz, by the new 1999");

            disconnectOld();
            Receipt<?> offline = old.run(tx -> {
                Disc1s.edit(tx, Disc1s.ref(id)).year(2000);
                Disc1s.create(tx, Disc1.of("Absolution", 2003));
            });
            newer.run(tx -> Renameds.edit(tx, Renameds.ref(id)).title("Showbiz, meanwhile"))
                    .await(Stage.ACCEPTED, SOON);
            connectOld();
            offline.await(Stage.ACCEPTED, SOON);
            String[] both = {"Showbiz, meanwhile 2000", "Absolution 2003"};
            awaitRows(titles, disc -> disc.title() + " " + disc.released(), both);
            awaitRows(names, disc -> disc.name() + " " + disc.year(), both);
        }
        assertThat(durable.catalog().properties("disc")).containsOnlyKeys("name", "year", "format");
        assertThat(rejected).isEmpty();
    }

    @Test
    void whatAnOldClientWroteOfflineIsTakenAfterTheModelHasGrown() throws InterruptedException {
        EntityId id = oldDisc(Disc1.of("Showbiz", 1999));
        disconnectOld();
        Receipt<?> offline = old.run(tx -> {
            Disc1s.edit(tx, Disc1s.ref(id)).name("Showbiz, offline");
            Disc1s.create(tx, Disc1.of("Absolution", 2003));
        });
        newer.run(tx -> {
                    Defaulteds.edit(tx, Defaulteds.ref(id)).inches(7);
                    Counteds.edit(tx, Counteds.ref(id))
                            .plays()
                            .add(1)
                            .moods()
                            .add("loud")
                            .words(t -> t.append("la"));
                })
                .await(Stage.ACCEPTED, SOON);
        connectOld();
        offline.await(Stage.ACCEPTED, SOON);
        assertThat(Defaulteds.all().list(newer))
                .extracting(DefaultedView::value)
                .containsExactly(new Defaulted("Showbiz, offline", 1999, 7), new Defaulted("Absolution", 2003, 12));
        assertThat(Counteds.get(newer, Counteds.ref(id)).value())
                .isEqualTo(new Counted("Showbiz, offline", 1, Set.of("loud"), "la"));
        assertThat(Disc1s.all().list(old))
                .extracting(Disc1View::name)
                .containsExactly("Showbiz, offline", "Absolution");
    }

    @Test
    void anOldClientGoesOnWhenAPropertyIsGoneFromTheNewModel() {
        EntityId id = oldDisc(Disc1.of("Showbiz", 1999));
        newer.run(tx -> Shorters.edit(tx, Shorters.ref(id)).name("Showbiz!")).await(Stage.ACCEPTED, SOON);
        newer.run(tx -> Shorters.create(tx, new Shorter("Absolution"))).await(Stage.ACCEPTED, SOON);
        List<Disc1View> discs = Disc1s.all().list(old);
        assertThat(discs.getFirst().value()).isEqualTo(Disc1.of("Showbiz!", 1999));
        assertThat(discs.getLast().name()).isEqualTo("Absolution");
        assertRefused(discs.getLast()::year, "model.unreadable", "'year'", "has no value");
        old.run(tx -> Disc1s.edit(tx, Disc1s.ref(discs.getLast().id())).year(2003))
                .await(Stage.ACCEPTED, SOON);
        assertThat(Disc1s.where(Disc1s.YEAR.ge(1999)).count(old)).isEqualTo(2);
    }

    @Test
    void numbersOfSeveralKindsAreWrittenAndReadByBoth() {
        EntityId id = oldDisc(Disc1.of("Showbiz", 1999));
        newer.run(tx -> Floatings.edit(tx, Floatings.ref(id)).year(2000.0)).await(Stage.ACCEPTED, SOON);
        assertThat(Disc1s.all().list(old)).extracting(Disc1View::year).containsExactly(2000);
        old.run(tx -> Disc1s.edit(tx, Disc1s.ref(id)).year(2001)).await(Stage.ACCEPTED, SOON);
        newer.run(tx -> Floatings.create(tx, new Floating("Absolution", 2003.5)))
                .await(Stage.ACCEPTED, SOON);
        assertThat(Floatings.all().list(newer)).extracting(FloatingView::year).containsExactly(2001.0, 2003.5);
        assertThat(Disc1s.where("year > 2003").count(old)).isEqualTo(1);
    }

    @Test
    void aClientWithAModelThatDoesNotFitCanWriteNothingWithIt() {
        oldDisc(Disc1.of("Showbiz", 1999));
        long before = durable.position().number();
        refuses(
                tx -> Wordeds.create(tx, new Worded("Absolution", "2003")),
                "schema.other_type",
                "'year' of Versions.Worded is a text, but rows of 'disc' hold int there");
        refuses(
                tx -> Summeds.create(tx, new Summed("Absolution", 2003)),
                "schema.other_data_type",
                "'year' of Versions.Summed is of the data type counter, but in rows of 'disc' it is of lww");
        refuses(
                tx -> Demandings.create(tx, new Demanding("Absolution", 2003, 7)),
                "schema.required_without_default",
                "'inches' of Versions.Demanding is new and has to have a value");
        assertThat(durable.position().number()).as("nothing was written").isEqualTo(before);
        assertThat(durable.catalog().properties("disc")).doesNotContainKey("inches");
        newer.run(tx -> Renameds.create(tx, new Renamed("Absolution", 2003))).await(Stage.ACCEPTED, SOON);
        assertThat(Disc1s.all().count(old))
                .as("a model that fits is not held back")
                .isEqualTo(2);
    }

    private interface Creation {
        void in(Transaction tx);
    }

    /** The first commit is rejected at the server; from then on the model is refused in the client itself. */
    private void refuses(Creation creation, String code, String words) {
        assertRefused(() -> newer.run(creation::in).await(Stage.ACCEPTED, SOON), code, words);
        assertRefused(() -> newer.run(creation::in), code, words);
    }

    @Test
    void anOldClientsCommitsAreRefusedIfTheNewTypeWasThereFirst() throws InterruptedException {
        assertThat(Longers.all().list(old)).isEmpty();
        disconnectOld();
        Receipt<?> offline = old.run(tx -> Longers.create(tx, new Longer("Showbiz", 1999)));
        newer.run(tx -> Wordeds.create(tx, new Worded("Absolution", "2003"))).await(Stage.ACCEPTED, SOON);
        connectOld();
        assertRefused(
                () -> offline.await(Stage.ACCEPTED, SOON),
                "schema.other_type",
                "'year' of Versions.Longer is a long, but rows of 'disc' hold string there");
        assertThat(rejected.poll(30, TimeUnit.SECONDS)).isEqualTo("schema.other_type");
        assertRefused(() -> Longers.all().list(old), "schema.other_type");
        assertThat(Wordeds.all().list(newer)).extracting(WordedView::year).containsExactly("2003");
    }

    @Test
    void whatTheServersOwnModelCouldNotShowIsRefused() {
        assertThat(Longers.all().list(durable.context())).isEmpty();
        assertRefused(
                () -> disc(Map.of("name", Value.of("Showbiz"), "year", Value.of("1999"))),
                "schema.other_type",
                "'year' of Versions.Longer is a long, but the commit writes string there");
        assertRefused(
                () -> newer.run(tx -> Summeds.create(tx, new Summed("Showbiz", 1999)))
                        .await(Stage.ACCEPTED, SOON),
                "schema.other_data_type",
                "'year' of Versions.Longer is of the data type lww, but the commit writes it as counter");
        assertRefused(
                () -> disc(Map.of("name", Value.of("Showbiz"))),
                "schema.required_without_default",
                "'year' of Versions.Longer has to have a value in each row of 'disc', and the commit creates one without");
        disc(Map.of("name", Value.of("Showbiz"), "year", Value.of(1999.0), "note", Value.of("not in the model")));
        assertThat(Longers.all().list(durable.context()))
                .extracting(LongerView::year)
                .containsExactly(1999L);
    }

    private void disc(Map<String, Value> values) {
        newer.run(tx -> tx.create("disc", values)).await(Stage.ACCEPTED, SOON);
    }

    @Test
    void aClientMayAskForTheSchema() {
        oldDisc(Disc1.of("Showbiz", 1999));
        assertThat(newNode.schema().catalog()).isEqualTo(durable.catalog());
        assertThat(newNode.schema().indexes()).isEqualTo(durable.indexes().list());
    }
}
