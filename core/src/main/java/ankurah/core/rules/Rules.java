package ankurah.core.rules;

import ankurah.core.EntityLookup;
import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.internal.entity.AllRows;
import ankurah.core.internal.entity.FollowingRow;
import ankurah.core.rules.CollectionRules.Action;
import ankurah.core.type.Erasure;
import ankurah.event.AnkurahException;
import ankurah.event.Event;
import ankurah.event.Names;
import ankurah.event.Operation;
import ankurah.event.Sha256;
import ankurah.event.internal.Utf8;
import ankurah.query.Evaluator;
import ankurah.query.Predicate;
import ankurah.query.Row;
import ankurah.query.Truth;
import ankurah.storage.EntityState;
import ankurah.storage.PropertyState;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A policy that is written down: for each collection who may read, create, update, delete and erase its rows, and write
 * their properties. What no rule allows is forbidden. {@link Principal#SYSTEM} may do everything, for it is the program itself.
 *
 * <p>Who may not read a row may not change it either. Conditions follow SQL's logic: what is unknown is not allowed.
 */
public final class Rules implements Policy {
    static final String INVALID = "policy.invalid";
    private static final String REFUSED = "policy.refused";
    private static final CollectionRules NOTHING = new CollectionRules(Map.of(), Map.of());

    private final String version;
    private final Map<String, CollectionRules> collections;
    private final CollectionRules others;

    private Rules(String text) {
        this.collections = RulesReader.read(text);
        this.others = collections.getOrDefault(CollectionRules.OTHERS, NOTHING);
        this.version = "rules-1:" + Sha256.portable().hash(Utf8.bytes(text));
    }

    /**
     * Reads rules from the JSON of docs/policy.md.
     *
     * @throws AnkurahException.Invalid {@code policy.invalid}, with the place, if not all of it is understood
     */
    public static Rules parse(String json) {
        return new Rules(json);
    }

    /** Rules written in Java. */
    public static RulesBuilder builder() {
        return new RulesBuilder();
    }

    private CollectionRules of(String collection) {
        return collection.equals(CollectionRules.OTHERS) ? NOTHING : collections.getOrDefault(collection, others);
    }

    // As a policy.

    @Override
    public Predicate readable(Principal who, String collection) {
        return who.equals(Principal.SYSTEM)
                ? Predicate.TRUE
                : of(collection).of(Action.READ, collection).condition(who);
    }

    /** Of a row alone; rules that look through its references find nothing there. */
    @Override
    public boolean canRead(Principal who, EntityState row) {
        return Evaluator.evaluate(readable(who, row.collection()), row) == Truth.TRUE;
    }

    @Override
    public boolean readsEverything(Principal who) {
        if (who.equals(Principal.SYSTEM)) {
            return true;
        }
        boolean all =
                others.of(Action.READ, CollectionRules.OTHERS).condition(who).equals(Predicate.TRUE);
        for (Map.Entry<String, CollectionRules> entry : collections.entrySet()) {
            all = all
                    && entry.getValue()
                            .of(Action.READ, entry.getKey())
                            .condition(who)
                            .equals(Predicate.TRUE);
        }
        return all;
    }

    @Override
    public boolean canReadSchema(Principal who, String collection) {
        return !readable(who, collection).equals(Predicate.FALSE);
    }

    @Override
    public void check(Principal who, Event event, @Nullable EntityState before, EntityState after) {
        check(who, event, before, after, id -> null);
    }

    @Override
    public void check(
            Principal who, Event event, @Nullable EntityState before, EntityState after, EntityLookup others) {
        if (who.equals(Principal.SYSTEM)) {
            return;
        }
        String collection = after.collection();
        Set<String> written = written(event, before, after);
        Set<Action> actions = actions(event, before, after, !written.isEmpty());
        Attempt attempt = new Attempt(
                collection,
                of(collection),
                who,
                actions,
                before == null ? null : row(before, others),
                row(after, others),
                written);
        String refusedBy = attempt.refusedBy();
        if (refusedBy != null) {
            throw new AnkurahException.Refused(
                    REFUSED,
                    "the policy has no rule in " + refusedBy + " that allows '" + who.id() + "' to " + words(actions)
                            + " " + (before == null ? "this row of '" + collection + "'" : after.id()));
        }
    }

    private static String words(Set<Action> actions) {
        return String.join(" and ", actions.stream().map(Action::word).toList());
    }

    /** Rules look at entities whoever may see them. */
    private static Row row(EntityState state, EntityLookup others) {
        return new FollowingRow(state, others, AllRows.FILTER);
    }

    private static Set<Action> actions(Event event, @Nullable EntityState before, EntityState after, boolean writes) {
        Set<Action> actions = EnumSet.noneOf(Action.class);
        if (before == null) {
            actions.add(Action.CREATE);
        } else if (writes) {
            actions.add(Action.UPDATE);
        }
        if (before != null && (before.isDeleted() != after.isDeleted() || writesDeleted(event))) {
            actions.add(Action.DELETE);
        }
        if (Erasure.isIn(event)) {
            actions.add(Action.ERASE);
            actions.remove(Action.UPDATE);
        }
        if (actions.isEmpty()) {
            actions.add(Action.UPDATE);
        }
        return actions;
    }

    private static boolean writesDeleted(Event event) {
        return event.payload()
                .map(payload -> payload.operations().stream()
                        .anyMatch(operation -> operation.property().equals(Names.DELETED)))
                .orElse(false);
    }

    /** The properties that an event names, and those it changed by way of others. */
    private static Set<String> written(Event event, @Nullable EntityState before, EntityState after) {
        Set<String> written = new LinkedHashSet<>();
        if (Erasure.isIn(event)) {
            return written;
        }
        event.payload().ifPresent(payload -> {
            for (Operation operation : payload.operations()) {
                if (!Names.isReserved(operation.property())) {
                    written.add(operation.property());
                }
            }
        });
        for (Map.Entry<String, PropertyState> entry : after.properties().entrySet()) {
            PropertyState old = before == null ? null : before.properties().get(entry.getKey());
            if (!Names.isReserved(entry.getKey()) && !entry.getValue().equals(old)) {
                written.add(entry.getKey());
            }
        }
        return written;
    }

    /** Names the rules by their text, so that other rules are another version. */
    @Override
    public String version() {
        return version;
    }

    // Explaining.

    /** Why a principal may read a row, or not. */
    public Explanation explain(Principal who, Sample row) {
        return attempt(row.collection(), who, EnumSet.noneOf(Action.class), row, null, Set.of())
                .explain("read " + row.name());
    }

    /** Why a principal may create a row, or not. */
    public Explanation explainCreate(Principal who, Sample after) {
        return attempt(after.collection(), who, EnumSet.of(Action.CREATE), null, after, after.properties())
                .explain("create " + after.name());
    }

    /** Why a principal may make one row of another, or not. */
    public Explanation explainUpdate(Principal who, Sample before, Sample after) {
        Set<String> written = new LinkedHashSet<>(before.properties());
        written.addAll(after.properties());
        written.removeIf(
                property -> before.row().get(property).equals(after.row().get(property)));
        return attempt(after.collection(), who, EnumSet.of(Action.UPDATE), before, after, written)
                .explain("update " + before.name());
    }

    /** Why a principal may delete a row, or not. */
    public Explanation explainDelete(Principal who, Sample before) {
        return attempt(before.collection(), who, EnumSet.of(Action.DELETE), before, null, Set.of())
                .explain("delete " + before.name());
    }

    /** Why a principal may erase a row, or not. */
    public Explanation explainErase(Principal who, Sample before) {
        return attempt(before.collection(), who, EnumSet.of(Action.ERASE), before, null, Set.of())
                .explain("erase " + before.name());
    }

    private Attempt attempt(
            String collection,
            Principal who,
            Set<Action> actions,
            @Nullable Sample before,
            @Nullable Sample after,
            Set<String> written) {
        return new Attempt(
                collection,
                of(collection),
                who,
                actions,
                before == null ? null : before.row(),
                after == null ? null : after.row(),
                written);
    }

    @Override
    public String toString() {
        return version;
    }
}
