package ankurah.core.internal.node;

import ankurah.core.Undone;
import ankurah.core.internal.gate.Backend;
import ankurah.core.internal.gate.EventPages;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataType;
import ankurah.core.type.Erasure;
import ankurah.core.type.TextState;
import ankurah.core.type.TextType;
import ankurah.core.type.TypedOperation;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Names;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.storage.PropertyState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes what properties would be if some events had not been, in one transaction. */
final class Undoing {
    private final NodeContext context;
    private final Backend backend;
    private final NodeTransaction tx;
    private final List<Undone.Left> left = new ArrayList<>();

    private Undoing(NodeContext context, NodeTransaction tx) {
        this.context = context;
        this.backend = context.backend();
        this.tx = tx;
    }

    /** @param written what the commit wrote that went, in one case with and in the other without what was committed */
    record Result(Undone undone, @Nullable Written written) {}

    /**
     * @param step whose entities and properties are looked at
     * @param before the events that did not count so far
     * @param without the events that are not to count
     */
    static Result run(NodeContext context, Written step, Set<EventId> before, Set<EventId> without) {
        try (NodeTransaction tx = context.unremembered()) {
            Undoing undoing = new Undoing(context, tx);
            // No forEach: looking an entity up may suspend, which nothing may under an interface of the JDK.
            for (var concerned : step.properties().entrySet()) {
                EntityId entity = concerned.getKey();
                undoing.turn(entity, concerned.getValue(), step.founded().contains(entity), before, without);
            }
            var receipt = tx.commit();
            return new Result(new Undone(receipt, undoing.left), tx.written());
        }
    }

    private void turn(
            EntityId entity, Set<String> written, boolean founded, Set<EventId> before, Set<EventId> without) {
        Set<String> names = new TreeSet<>(written);
        if (founded) {
            names.add(Names.DELETED);
        }
        if (names.remove(Erasure.HOME)) {
            throw new AnkurahException.Invalid("undo.unsupported", "what was erased does not come back");
        }
        UndoneFold fold = new UndoneFold(backend.fold().properties(), entity, names, before, without);
        try (EventPages history = backend.history(context.principal(), entity)) {
            fold.read(history, () -> new TextReversal(backend.textClients().fresh(context.texts(tx.located(entity)))));
        }
        boolean founds = founded && without.contains(entity.genesis());
        boolean isDeleted = tx.located(entity).isDeleted();
        boolean toBeDeleted = founds || isTrue(fold.wanted(Names.DELETED));
        boolean deletes = names.contains(Names.DELETED) && toBeDeleted && !isDeleted;
        boolean restores =
                names.contains(Names.DELETED) && !toBeDeleted && isDeleted && isTrue(fold.now(Names.DELETED));
        names.remove(Names.DELETED);
        if (isDeleted && !restores || founds) {
            if (!founds) {
                names.forEach(name -> left.add(new Undone.Left(entity, name)));
            }
        } else {
            if (restores) {
                tx.restore(entity);
            }
            write(entity, names, fold);
        }
        if (deletes) {
            tx.delete(entity);
        }
    }

    private static boolean isTrue(@Nullable PropertyState state) {
        return state != null && state.value().equals(Value.TRUE);
    }

    private void write(EntityId entity, Set<String> names, UndoneFold fold) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (String name : names) {
            if (name.equals(TextType.HOME)) {
                writeTexts(entity, Objects.requireNonNull(fold.texts()));
                continue;
            }
            PropertyState now = fold.now(name);
            PropertyState wanted = fold.wanted(name);
            if (now == null) {
                left.add(new Undone.Left(entity, name));
            } else if (now.dataType().equals(Operation.LWW)) {
                Value value = value(wanted);
                if (value.equals(now.value()) || !value(fold.was(name)).equals(now.value())) {
                    left.add(new Undone.Left(entity, name));
                } else {
                    values.put(name, value);
                }
            } else {
                apply(entity, name, now, fold.was(name), wanted);
            }
        }
        if (!values.isEmpty()) {
            tx.edit(entity, values);
        }
    }

    private static Value value(@Nullable PropertyState state) {
        return state == null ? Value.NULL : state.value();
    }

    private void writeTexts(EntityId entity, TextReversal texts) {
        TypedOperation<TextState> operation =
                texts.operation(context.principal().id());
        if (operation == null) {
            left.add(new Undone.Left(entity, TextType.HOME));
        } else {
            tx.writeText(entity, operation);
        }
    }

    private void apply(
            EntityId entity,
            String name,
            PropertyState now,
            @Nullable PropertyState was,
            @Nullable PropertyState wanted) {
        DataType<?> type = backend.fold().properties().types().find(now.dataType(), now.version());
        TypedOperation<?> operation =
                type == null ? null : restoring(backend.fold().properties(), type, now, was, wanted);
        if (type == null) {
            throw new AnkurahException.Invalid(
                    "undo.unsupported",
                    "this node does not know the data type '" + now.dataType() + "' of '" + name + "' of " + entity);
        }
        if (operation == null) {
            left.add(new Undone.Left(entity, name));
        } else {
            tx.apply(entity, name, operation);
        }
    }

    private static <S> @Nullable TypedOperation<S> restoring(
            Properties properties,
            DataType<S> type,
            PropertyState now,
            @Nullable PropertyState was,
            @Nullable PropertyState wanted) {
        return type.restoring(
                properties.current(type, now), properties.current(type, was), properties.current(type, wanted));
    }
}
