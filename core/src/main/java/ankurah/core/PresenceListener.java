package ankurah.core;

/** Hears that others came to an entity, went, or show something else. Several changes may be told at once. */
@FunctionalInterface
public interface PresenceListener {
    void onChange(Presence presence);
}
