package ankurah.storage.postgres;

import ankurah.event.Value;
import ankurah.storage.EntityState;
import ankurah.storage.LoggedCommit;
import ankurah.storage.Position;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteTurn;
import ankurah.storage.testkit.World;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Commits as one of several servers does: at the position that its turn has. */
final class Turns {
    private static final AtomicLong SEEDS = new AtomicLong(System.nanoTime());

    private Turns() {}

    /** A new row with this number; the entry of the log that made it. */
    static LoggedCommit commit(StorageEngine engine, long n) {
        try (WriteTurn turn = engine.turn()) {
            return commit(turn, n);
        }
    }

    static LoggedCommit commit(WriteTurn turn, long n) {
        World world = world(turn.position());
        world.create("row", Map.of("n", Value.of(n)));
        LoggedCommit logged = world.log();
        turn.commit(world.group());
        return logged;
    }

    /** The same without a turn, by one who believes the store to be there; whether it was. */
    static boolean commitAt(StorageEngine engine, Position position, long n) {
        World world = world(position);
        world.create("row", Map.of("n", Value.of(n)));
        world.log();
        return engine.commitAt(position, world.group());
    }

    static World world(Position position) {
        return new World(SEEDS.incrementAndGet(), position);
    }

    /** Walks the whole log; throws unless each entry follows from the one before, and has its event and state. */
    static long requireChained(StorageSnapshot now) {
        Position expected = Position.start(now.position().log());
        for (LoggedCommit logged : now.log(0, Integer.MAX_VALUE)) {
            expected = expected.next(logged.commitId(), World.SHA);
            if (!logged.position(expected.log()).equals(expected)) {
                throw new AssertionError("the log breaks at " + logged.number());
            }
            logged.events().forEach(event -> {
                EntityState state = now.state(event.collection(), event.entity());
                if (state == null || !now.hasEvent(event.entity(), event.event())) {
                    throw new AssertionError("entry " + logged.number() + " lacks a row or event");
                }
            });
        }
        if (!now.position().equals(expected)) {
            throw new AssertionError("the log ends at " + expected + ", the store at " + now.position());
        }
        return expected.number();
    }
}
