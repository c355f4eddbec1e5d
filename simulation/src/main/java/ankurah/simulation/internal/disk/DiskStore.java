package ankurah.simulation.internal.disk;

import ankurah.event.AnkurahException;
import ankurah.simulation.internal.run.Life;
import ankurah.storage.MapSnapshot;
import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.OrderedStore;

/** A disk as one process sees it. */
final class DiskStore implements OrderedStore {
    private final Disk disk;
    private final Life life;

    DiskStore(Disk disk, Life life) {
        this.disk = disk;
        this.life = life;
    }

    @Override
    public OrderedSnapshot snapshot() {
        return new MapSnapshot(disk.current());
    }

    /** A crash may come before the batch is written, before it is synced, and before anybody hears that it is. */
    @Override
    public void write(OrderedBatch batch, Durability durability) {
        disk.busy();
        if (life.isDead()) {
            throw new AnkurahException.Unavailable("storage.closed", "the process has ended");
        }
        disk.append(batch);
        if (durability == Durability.SYNCED) {
            disk.busy();
            if (life.isDead() || !disk.sync()) {
                throw new AnkurahException.Fault("storage.failed", "the sync of " + describe() + " failed");
            }
            disk.show(batch);
            disk.busy();
        } else {
            disk.show(batch);
        }
    }

    @Override
    public long diskBytes() {
        return -1;
    }

    @Override
    public String describe() {
        return "the simulated disk of " + disk.name();
    }

    @Override
    public void close() {}
}
