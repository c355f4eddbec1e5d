package ankurah.examples.catalogue;

import ankurah.core.Context;
import ankurah.core.Stage;
import ankurah.core.model.TypedLiveQuery;
import ankurah.core.model.TypedQuery;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What happens between a server and two clients of it, step by step. */
final class Tour {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Context server;
    private final Context client;
    private final Context other;
    private final PrintStream out;

    Tour(Context server, Context client, Context other, PrintStream out) {
        this.server = server;
        this.client = client;
        this.other = other;
        this.out = out;
    }

    void run() {
        Chinook.load(server);
        out.println("The server has " + Artists.all().count(server) + " artists, "
                + Albums.all().count(server) + " albums and " + Tracks.all().count(server) + " tracks.");
        theLongest();
        throughReferences();
        counting();
    }

    /** A window of an ordered result: what enters it pushes out what was last. */
    private void theLongest() {
        TypedQuery<TrackView> longest = Tracks.where(Tracks.COMPOSER.isNotNull())
                .orderBy(Tracks.MILLISECONDS.desc())
                .limit(3);
        try (TypedLiveQuery<TrackView> live = longest.live(client).awaitLive(SOON)) {
            Follower<TrackView> follower = new Follower<>(live, Tour::length, out);
            out.println("The longest tracks with a composer, as a client sees them:");
            live.result().forEach(track -> {
                AlbumView album = track.album().get(client);
                out.println("  " + length(track) + ", on " + album.title() + " by "
                        + album.artist().get(client).name());
            });

            out.println("The server finds a longer one:");
            TrackView spades =
                    Tracks.where("name = ?", "Ace Of Spades").first(server).orElseThrow();
            server.run(tx -> spades.edit(tx).milliseconds(3_600_000));
            follower.show(SOON);

            out.println("and takes it back:");
            server.run(tx -> spades.edit(tx).milliseconds(spades.milliseconds()));
            follower.show(SOON);
        }
    }

    /** A query that looks through two references follows the entities they lead to. */
    private void throughReferences() {
        TypedQuery<AlbumView> albums =
                Albums.where(Albums.ARTIST.to(Artists.NAME).eq("The Clash")).orderBy(Albums.TITLE.asc());
        try (TypedLiveQuery<AlbumView> live = albums.live(client).awaitLive(SOON)) {
            Follower<AlbumView> follower = new Follower<>(live, AlbumView::title, out);
            out.println("The client sees one album of The Clash. Another client renames it:");
            AlbumView clash = albums.first(other).orElseThrow();
            other.run(tx -> clash.edit(tx).title("The Singles (1977-1985)")).await(Stage.ACCEPTED, SOON);
            follower.show(SOON);

            out.println("and the artist, so that the album is no longer by The Clash:");
            other.run(tx -> clash.artist().get(tx).edit(tx).name("Joe Strummer and others"))
                    .await(Stage.ACCEPTED, SOON);
            follower.show(SOON);
        }
    }

    /** What is added at the same time in two places adds up. */
    private void counting() {
        TrackView track =
                Tracks.where("name = ?", "Ace Of Spades").first(client).orElseThrow();
        client.run(tx -> track.edit(tx).plays().add(1)).await(Stage.ACCEPTED, SOON);
        other.run(tx -> Tracks.edit(tx, track.ref()).plays().add(10)).await(Stage.ACCEPTED, SOON);
        out.println("Both clients play " + track.name() + ": "
                + track.ref().get(server).plays() + " plays.");
    }

    private static String length(TrackView track) {
        int seconds = track.milliseconds() / 1000;
        return String.format(Locale.ROOT, "%s (%d:%02d)", track.name(), seconds / 60, seconds % 60);
    }
}
