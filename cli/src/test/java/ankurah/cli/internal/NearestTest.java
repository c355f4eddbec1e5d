package ankurah.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> COLLECTIONS = List.of("album", "artist", "playlist", "playlist_track", "track");

    @Test
    void aSlipOfTheFingersIsUnderstood() {
        assertThat(Nearest.of("albun", COLLECTIONS)).isEqualTo("album");
        assertThat(Nearest.of("trakc", COLLECTIONS)).isEqualTo("track");
        assertThat(Nearest.of("PlaylistTrack", COLLECTIONS)).isEqualTo("playlist_track");
        assertThat(Nearest.of("Artists", COLLECTIONS)).isEqualTo("artist");
        assertThat(Nearest.hint("albun", COLLECTIONS)).isEqualTo(" (did you mean 'album'?)");
    }

    @Test
    void whatIsFarFromEverythingHasNoNearest() {
        assertThat(Nearest.of("xyzzy", COLLECTIONS)).isNull();
        assertThat(Nearest.of("album", List.of())).isNull();
        assertThat(Nearest.hint("q".repeat(100_000), COLLECTIONS)).isEmpty();
    }
}
