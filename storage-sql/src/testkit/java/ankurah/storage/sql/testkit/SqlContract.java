package ankurah.storage.sql.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import ankurah.storage.testkit.DataContract;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people see who look into the tables, and what they no longer see. */
public abstract class SqlContract extends DataContract {
    /** A connection beside the engine, in which its tables are found by their names alone. */
    protected abstract Connection connect() throws SQLException;

    @Test
    void peopleSeeAViewWithAColumnForEachProperty() throws SQLException {
        EntityState row = world.create(
                "PlaylistTrack",
                Map.of(
                        "trackName", Value.of("Bliss"),
                        "year", Value.of(2001),
                        "live", Value.TRUE,
                        "mixed", Value.of(3)));
        EntityState deleted = world.create("PlaylistTrack", Map.of("trackName", Value.of("gone")));
        world.update(deleted.id(), Map.of(Names.DELETED, Value.TRUE));
        world.create("PlaylistTrack", Map.of("mixed", Value.of("three"), "later", Value.of("column")));
        engine.commit(world.group());
        work();
        try (Connection connection = connect()) {
            ResultSet rows = connection
                    .createStatement()
                    .executeQuery("SELECT \"_id\", track_name, year, live FROM playlist_track WHERE year > 1999");
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo(row.id().toString());
            assertThat(rows.getString(2)).isEqualTo("Bliss");
            assertThat(rows.getInt(3)).isEqualTo(2001);
            assertThat(rows.getBoolean(4)).isTrue();
            assertThat(rows.next()).isFalse();
            rows = connection.createStatement().executeQuery("SELECT count(*) FROM playlist_track");
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(2);
        }
        world.update(row.id(), Map.of("added", Value.of("new")));
        engine.commit(world.group());
        work();
        try (Connection connection = connect()) {
            ResultSet rows = connection
                    .createStatement()
                    .executeQuery("SELECT added FROM playlist_track WHERE added IS NOT NULL");
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("new");
        }
    }

    @Test
    void whatWasErasedCanBePurgedBesideASnapshot() {
        EntityState row = world.create("row", Map.of("secret", Value.of("a secret text")));
        engine.commit(world.group());
        try (StorageSnapshot before = engine.snapshot()) {
            engine.commit(new WriteGroup().event(world.events().get(0).erased()).forget(row));
            engine.purge("row", List.of(row.id()));
            assertThat(before.state("row", row.id())).isEqualTo(row);
        }
        engine.purge("row", List.of(row.id()));
        try (StorageSnapshot now = engine.snapshot()) {
            assertThat(now.state("row", row.id())).isNull();
        }
        assertThat(engine.diskBytes()).isPositive();
    }
}
