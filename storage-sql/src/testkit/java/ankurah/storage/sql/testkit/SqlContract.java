package ankurah.storage.sql.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import ankurah.storage.IndexSpec;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import ankurah.storage.testkit.DataContract;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

    /** Queries would miss the row, or count one that is not there; neither is seen by looking at rows alone. */
    @Test
    void anIndexEntryThatIsNotThatOfItsRowIsFound() throws SQLException {
        for (int i = 0; i < 90; i++) {
            world.create("row", Map.of("n", Value.of(i), "json", new Value.Json(Value.of(i % 5))));
        }
        EntityState deleted = world.create("row", Map.of("n", Value.of(1)));
        world.update(deleted.id(), Map.of(Names.DELETED, Value.TRUE));
        engine.commit(world.group());
        engine.ensureIndex(IndexSpec.on("row", "n"));
        engine.ensureIndex(IndexSpec.on("row", "json"));
        assertThat(difference()).isNull();
        List<byte[]> entries = entries();
        byte[] one = entries.get(7);
        damage("DELETE FROM _index_1 WHERE entry = ?", one);
        assertThat(difference()).contains("lacks an entry for");
        // As many as before, and one of them is of a row that is not there.
        byte[] nobodys = one.clone();
        nobodys[nobodys.length - 1] ^= 1;
        damage("INSERT INTO _index_1 (entry) VALUES (?)", nobodys);
        assertThat(difference()).contains("lacks an entry for");
        damage("INSERT INTO _index_1 (entry) VALUES (?)", one);
        assertThat(difference()).contains("has an entry for");
        damage("DELETE FROM _index_1 WHERE entry = ?", nobodys);
        assertThat(difference()).isNull();
        // The row of one entry under the value of another one.
        byte[] elsewhere = entries.get(8).clone();
        System.arraycopy(one, one.length - 32, elsewhere, elsewhere.length - 32, 32);
        damage("INSERT INTO _index_1 (entry) VALUES (?)", elsewhere);
        assertThat(difference()).contains("has an entry for").contains("index on row (n)");
    }

    private @Nullable String difference() {
        try (StorageSnapshot now = engine.snapshot()) {
            return now.indexDifference();
        }
    }

    private List<byte[]> entries() throws SQLException {
        List<byte[]> entries = new ArrayList<>();
        try (Connection connection = connect()) {
            ResultSet rows = connection.createStatement().executeQuery("SELECT entry FROM _index_1 ORDER BY entry");
            while (rows.next()) {
                entries.add(rows.getBytes(1));
            }
        }
        return entries;
    }

    /** While nobody has the store open. */
    private void damage(String sql, byte[] entry) throws SQLException {
        engine.close();
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, entry);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
        reopen();
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
