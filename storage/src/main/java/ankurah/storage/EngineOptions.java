package ankurah.storage;

import ankurah.event.RandomSource;
import ankurah.event.Sha256;
import ankurah.event.SystemId;
import ankurah.storage.OrderedStore.Durability;
import ankurah.storage.internal.engine.JdkRandom;
import org.jspecify.annotations.Nullable;

/**
 * How a store is opened.
 *
 * @param durability what has happened to a group when its commit returns
 * @param random where the ids of a new store come from
 * @param exclusion what lets one writer at a time in
 * @param indexes how many indexes there may be
 * @param system the system the store must belong to, or be made for; null to take the one that is there, or draw one
 * @param log the log that a new store is made for, whose commits it is about to get; null to draw one
 */
public record EngineOptions(
        Durability durability,
        RandomSource random,
        Sha256 sha256,
        Exclusion exclusion,
        IndexLimits indexes,
        @Nullable SystemId system,
        @Nullable LogId log) {

    /** Synced, with the JDK's random source, hash and monitors. */
    public static EngineOptions defaults() {
        return of(new JdkRandom(), Sha256.jdk());
    }

    public static EngineOptions of(RandomSource random, Sha256 sha256) {
        return new EngineOptions(
                Durability.SYNCED, random, sha256, Exclusion.monitor(), IndexLimits.DEFAULT, null, null);
    }

    public EngineOptions withDurability(Durability changed) {
        return new EngineOptions(changed, random, sha256, exclusion, indexes, system, log);
    }

    public EngineOptions withExclusion(Exclusion changed) {
        return new EngineOptions(durability, random, sha256, changed, indexes, system, log);
    }

    public EngineOptions withIndexes(IndexLimits changed) {
        return new EngineOptions(durability, random, sha256, exclusion, changed, system, log);
    }

    public EngineOptions withSystem(SystemId required) {
        return new EngineOptions(durability, random, sha256, exclusion, indexes, required, log);
    }

    public EngineOptions withLog(LogId of) {
        return new EngineOptions(durability, random, sha256, exclusion, indexes, system, of);
    }
}
