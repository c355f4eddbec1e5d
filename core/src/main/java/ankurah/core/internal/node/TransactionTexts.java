package ankurah.core.internal.node;

import ankurah.core.TextEdit;
import ankurah.core.internal.entity.View;
import ankurah.core.internal.type.TextClients;
import ankurah.core.type.TextState;
import ankurah.core.type.TextType;
import ankurah.core.type.TypedOperation;
import ankurah.event.EntityId;
import ankurah.storage.EntityState;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The texts that a transaction edits. Each entity's have one document and one client id. */
final class TransactionTexts {
    private final TextClients clients;
    private final String author;
    private final Map<EntityId, TextDraft> drafts = new LinkedHashMap<>();
    /** The texts that entities were founded with. */
    private final Map<EntityId, TextDraft> founded = new LinkedHashMap<>();
    /** Entities whose texts were edited and are not shown yet. */
    private final Set<EntityId> unshown = new LinkedHashSet<>();

    TransactionTexts(TextClients clients, String author) {
        this.clients = clients;
        this.author = author;
    }

    /** The texts of an entity that is about to be founded. */
    TextDraft first(Map<String, String> texts) {
        TextState none = TextType.TYPE.initial();
        TextDraft draft = new TextDraft(clients.fresh(none), none);
        texts.forEach((property, text) ->
                draft.edit(property, new Guarded(() -> {}, () -> {})).insert(0, text));
        return draft;
    }

    void founded(EntityId entity, TextDraft draft) {
        founded.put(entity, draft);
    }

    TextEdit edit(EntityId entity, TextState seen, String property, Runnable requireOpen) {
        TextDraft draft = drafts.computeIfAbsent(entity, id -> new TextDraft(client(id, seen), seen));
        return draft.edit(property, new Guarded(requireOpen, () -> unshown.add(entity)));
    }

    private long client(EntityId entity, TextState seen) {
        TextDraft first = founded.get(entity);
        return first == null ? clients.take(author, entity, seen) : first.client;
    }

    private record Guarded(Runnable first, Runnable then) implements TextDraft.Guard {
        @Override
        public void before() {
            first.run();
        }

        @Override
        public void after() {
            then.run();
        }
    }

    /** What readers inside see. */
    View show(View view) {
        View shown = view;
        for (EntityId entity : unshown) {
            EntityState state = shown.state(entity);
            TextDraft draft = drafts.get(entity);
            if (state != null && draft != null) {
                shown = shown.with(shown.overlay().with(Writing.previewTexts(state, draft.values())), shown.catalog());
            }
        }
        unshown.clear();
        return shown;
    }

    /** Takes an operation for an entity. */
    interface Sink {
        void take(EntityId entity, TypedOperation<TextState> operation);
    }

    void forEachEdited(Sink sink) {
        drafts.forEach((entity, draft) -> {
            if (draft.isEdited()) {
                sink.take(entity, draft.operation(author));
            }
        });
    }

    /** The commit is shown, so the next to write sees it. */
    void giveClientsBack() {
        founded.forEach((entity, draft) -> {
            if (!drafts.containsKey(entity)) {
                giveBack(entity, draft);
            }
        });
        drafts.forEach(this::giveBack);
    }

    private void giveBack(EntityId entity, TextDraft draft) {
        clients.giveBack(author, entity, draft.client, draft.document.ownClock());
    }
}
