package ankurah.storage.sql.internal;

import ankurah.storage.Position;
import ankurah.storage.WriteGroup;
import ankurah.storage.WriteTurn;

/** A turn to write, with the catalog of its moment. */
final class SqlTurn implements WriteTurn {
    private final SqlEngine engine;
    private final Writing writing;
    private final SqlCatalog catalog;

    SqlTurn(SqlEngine engine, Writing writing, SqlCatalog catalog) {
        this.engine = engine;
        this.writing = writing;
        this.catalog = catalog;
    }

    SqlCatalog catalog() {
        return catalog;
    }

    Writing writing() {
        return writing;
    }

    @Override
    public Position position() {
        return writing.head().position();
    }

    @Override
    public void commit(WriteGroup group) {
        if (group.isEmpty()) {
            writing.close();
            return;
        }
        GroupChanges changes = new GroupChanges(engine.layout(), engine.dialect(), catalog, position());
        Batch batch = changes.batch(group);
        commit(batch, changes.catalog(), changes.position());
        engine.committed(changes.catalog(), catalog);
    }

    /** With another catalog if it is not the same object. */
    void commit(Batch batch, SqlCatalog next) {
        commit(batch, next, position());
    }

    @SuppressWarnings("ReferenceEquality") // whoever changes it makes another one
    private void commit(Batch batch, SqlCatalog next, Position position) {
        boolean changed = next != catalog;
        long version = changed ? catalog.version() + 1 : catalog.version();
        writing.commit(batch, writing.head().next(position, version));
        if (changed) {
            engine.learn(next.at(version));
        }
    }

    @Override
    public void close() {
        writing.close();
    }
}
