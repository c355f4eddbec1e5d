package ankurah.processor.music;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Context;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Policy;
import ankurah.core.Stage;
import ankurah.core.Status;
import ankurah.core.jvm.JvmPlatform;
import ankurah.core.model.TypedLiveQuery;
import ankurah.core.sync.Authenticator;
import ankurah.core.sync.Loopback;
import ankurah.core.sync.SyncLimits;
import ankurah.core.sync.SyncServer;
import ankurah.event.AnkurahException;
import ankurah.storage.EngineOptions;
import ankurah.storage.MemoryStorage;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The same models on the other side of a connection. */
class ModelsOfClientsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void aClientFollowsACollectionThatNobodyHasWrittenTo() throws InterruptedException {
        try (Node server = Node.durable(MemoryStorage.open(EngineOptions.defaults()), Policy.allowAll());
                SyncServer sync = SyncServer.of(server, Authenticator.anonymous(), SyncLimits.defaults());
                Node one = Node.ephemeral(Loopback.to(sync, JvmPlatform.create().scheduler()), NodeOptions.defaults());
                Node other =
                        Node.ephemeral(Loopback.to(sync, JvmPlatform.create().scheduler()), NodeOptions.defaults())) {
            Context ctx = one.context();
            assertThat(Albums.all().list(ctx)).isEmpty();
            LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
            try (TypedLiveQuery<AlbumView> live =
                    Albums.where("artist.name = 'Muse'").live(ctx)) {
                live.awaitLive(SOON);
                assertThat(live.status()).isEqualTo(Status.LIVE);
                live.subscribe(change -> change.rows().forEach(album -> told.add(album.name())));
                other.context()
                        .run(tx -> {
                            var muse = Artists.create(tx, new Artist("Muse"));
                            Albums.create(tx, new Album("Absolution", muse.ref(), 2003, null));
                        })
                        .await(Stage.ACCEPTED, SOON);
                assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("Absolution");
                AlbumView album = live.result().get(0);
                assertThat(album.artist().get(ctx).name()).isEqualTo("Muse");
            }
            Assertions.assertThatThrownBy(() -> ctx.query("nothing", "").size())
                    .isInstanceOf(AnkurahException.NotFound.class);
        }
    }

    @Test
    void whatClientsAddToACounterAndASetAddsUpAtTheServer() {
        try (Node server = Node.durable(MemoryStorage.open(EngineOptions.defaults()), Policy.allowAll());
                SyncServer sync = SyncServer.of(server, Authenticator.anonymous(), SyncLimits.defaults());
                Node one = Node.ephemeral(Loopback.to(sync, JvmPlatform.create().scheduler()), NodeOptions.defaults());
                Node other =
                        Node.ephemeral(Loopback.to(sync, JvmPlatform.create().scheduler()), NodeOptions.defaults())) {
            TrackView track = one.context()
                    .transact(tx -> Tracks.create(tx, new Track("Hysteria", 1, Set.of(Genre.ROCK), Set.of())))
                    .await(Stage.ACCEPTED, SOON)
                    .value();
            one.context()
                    .run(tx -> track.edit(tx).plays().add(10).genres().add(Genre.POP))
                    .await(Stage.ACCEPTED, SOON);
            other.context()
                    .run(tx -> Tracks.edit(tx, track.ref())
                            .plays()
                            .add(100)
                            .genres()
                            .remove(Genre.ROCK))
                    .await(Stage.ACCEPTED, SOON);
            TrackView merged = Tracks.get(server.context(), track.ref());
            assertThat(merged.plays()).isEqualTo(111);
            assertThat(merged.genres()).containsExactly(Genre.POP);
        }
    }
}
