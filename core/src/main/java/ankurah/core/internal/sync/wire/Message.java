package ankurah.core.internal.sync.wire;

import ankurah.core.internal.schema.DeclaredModel;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.event.SystemId;
import ankurah.storage.Position;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that crosses a connection. States travel as the bytes of their canonical encoding, so that one encoding
 * serves many connections.
 */
public sealed interface Message {

    // Either side.

    record Ping(long token) implements Message {}

    record Pong(long token) implements Message {}

    /** The reason why the sender closes the connection. */
    record Failure(WireError error) implements Message {}

    // From the client.

    /** @param system the system the client belongs to, null before it has met one */
    record Hello(
            long version,
            long clientMillis,
            @Nullable String credential,
            @Nullable SystemId system) implements Message {}

    /** @param declared whether a collection that nobody has written to is to be taken for an empty one */
    record Subscribe(
            long subscription,
            String collection,
            QueryText query,
            @Nullable Resume resume,
            boolean declared) implements Message {}

    record Unsubscribe(long subscription) implements Message {}

    record Submit(Commit commit) implements Message {}

    record Request(long request, Ask ask) implements Message {}

    record Cancel(long request) implements Message {}

    /** A model that the client's program uses: what the connection writes from now on has to fit it. */
    record Declare(DeclaredModel model) implements Message {}

    /** Another credential for the same principal, before the one that was shown expires or because it says more. */
    record Renew(String credential) implements Message {}

    /**
     * What the client shows to others who are at an entity. The first makes it one of them.
     *
     * @param content null to go away
     */
    record Present(EntityId entity, @Nullable String content) implements Message {}

    // From the server.

    /**
     * What the client may see from now on.
     *
     * @param validMillis how long its credential holds; null for as long as the connection
     */
    record Standing(Hash256 authority, @Nullable Long validMillis) implements Message {}

    /**
     * @param principal whom the server takes the client for; the author of its events
     * @param authority what decides which rows the client may see; rows held under another one prove nothing
     */
    record Welcome(
            long version,
            SystemId system,
            Position position,
            long serverMillis,
            String principal,
            Hash256 authority,
            Map<String, Long> limits)
            implements Message {}

    /**
     * Rows of a subscription that is being answered.
     *
     * @param rows the ids of the rows that belong to it
     * @param states those among the rows that the connection does not hold at this position
     * @param gone rows that the client held and that do not belong to it
     */
    record Page(long subscription, List<EntityId> rows, List<byte[]> states, List<EntityId> gone) implements Message {}

    /**
     * A subscription's answer is complete. It shows once the shared position has reached the one given here.
     *
     * @param resumed whether the pages add to the rows that the client named, or hold all there are
     */
    record Ready(long subscription, boolean resumed, long number, Hash256 hash) implements Message {}

    /**
     * What happened up to a position. Parts with {@code last} false belong to the same step and show with the last one.
     *
     * @param states rows that the connection did not hold
     * @param events news of rows that it holds, in the order of the log
     */
    record Changes(boolean last, long number, Hash256 hash, List<Moves> moves, List<byte[]> states, List<Event> events)
            implements Message {}

    /** The subscription is closed and its rows are no longer counted as held. */
    record Unsubscribed(long subscription) implements Message {}

    /** The subscription cannot be answered, or no longer. */
    record SubscriptionFailed(long subscription, WireError error) implements Message {}

    /**
     * @param number the commit's place in the log, and {@code hash} the running hash there
     * @param states what the commit's entities became that no subscription covers and the author may read
     */
    record Committed(Hash256 commit, long number, Hash256 hash, List<byte[]> states) implements Message {}

    /** @param event the event that was refused, if it was one rather than the whole */
    record Rejected(
            Hash256 commit, WireError error, @Nullable EventId event) implements Message {}

    /**
     * @param last whether the request is done
     * @param number the log position the answer is from
     * @param items what the request asked for, each encoded as the request says
     */
    record Answer(long request, boolean last, long number, List<byte[]> items) implements Message {}

    record RequestFailed(long request, WireError error) implements Message {}

    /** A model that the client has declared cannot read what the server holds. */
    record DeclarationFailed(String collection, String model, WireError error) implements Message {}

    /**
     * What another connection shows at an entity that the client is at.
     *
     * @param content null if it has gone away
     */
    record Presence(
            EntityId entity,
            long connection,
            String principal,
            @Nullable String content) implements Message {}

    /** The client is not at the entity, or no longer. */
    record PresenceFailed(EntityId entity, WireError error) implements Message {}

    /** Rows that entered a subscription, and rows that left it. */
    record Moves(long subscription, List<EntityId> entered, List<EntityId> left) {}
}
