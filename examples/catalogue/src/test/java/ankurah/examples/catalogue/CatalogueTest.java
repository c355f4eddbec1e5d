package ankurah.examples.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    @Test
    void theProgramShowsWhatAServerAndItsClientsSeeOfEachOther() {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        Main.show(new PrintStream(shown, true, StandardCharsets.UTF_8));
        assertThat(shown.toString(StandardCharsets.UTF_8)).isEqualTo("""
                The server has 275 artists, 347 albums and 3503 tracks.
                The longest tracks with a composer, as a client sees them:
                  Dazed And Confused (26:52), on The Song Remains The Same (Disc 1) by Led Zeppelin
                  Space Truckin' (19:56), on The Final Concerts (Disc 2) by Deep Purple
                  Dazed And Confused (18:36), on BBC Sessions [Disc 2] [Live] by Led Zeppelin
                The server finds a longer one:
                  removed: Dazed And Confused (18:36)
                  added: Ace Of Spades (60:00)
                and takes it back:
                  removed: Ace Of Spades (60:00)
                  added: Dazed And Confused (18:36)
                The client sees one album of The Clash. Another client renames it:
                  updated: The Singles (1977-1985)
                and the artist, so that the album is no longer by The Clash:
                  removed: The Singles (1977-1985)
                Both clients play Ace Of Spades: 11 plays.
                """);
    }
}
