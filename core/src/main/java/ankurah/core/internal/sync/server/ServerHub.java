package ankurah.core.internal.sync.server;

import ankurah.core.Platform;
import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.internal.gate.DurableBackend;
import ankurah.core.internal.gate.Outcome;
import ankurah.core.internal.live.Reactor;
import ankurah.core.sync.Authenticator;
import ankurah.core.sync.SyncLimits;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.event.SystemId;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.event.cbor.CborWriter;
import ankurah.query.Query;
import ankurah.storage.Plan;
import ankurah.storage.Position;
import ankurah.storage.StorageEngine;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the sessions of one server share: the node behind them, the newest commits, and how far these are published. */
final class ServerHub {
}
