package ankurah.event;

/** The identity of an entity: the id of its genesis event. */
public record EntityId(EventId genesis) implements Comparable<EntityId> {

    /** Reads the 52 characters of an entity id, in either case. */
    public static EntityId parse(String text) {
        return new EntityId(EventId.parse(text));
    }

    public static EntityId fromBytes(byte[] bytes) {
        return new EntityId(EventId.fromBytes(bytes));
    }

    public byte[] toBytes() {
        return genesis.toBytes();
    }

    @Override
    public int compareTo(EntityId other) {
        return genesis.compareTo(other.genesis);
    }

    @Override
    public String toString() {
        return genesis.toString();
    }
}
