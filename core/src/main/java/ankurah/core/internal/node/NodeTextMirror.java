package ankurah.core.internal.node;

import ankurah.core.Receipt;
import ankurah.core.TextMirror;
import ankurah.event.EntityId;
import org.jspecify.annotations.Nullable;

/** An editor whose document stands somewhere else. */
final class NodeTextMirror implements TextMirror {
    private final NodeTextEditor editor;

    NodeTextMirror(NodeTextEditor editor) {
        this.editor = editor;
    }

    @Override
    public EntityId entity() {
        return editor.entity();
    }

    @Override
    public String property() {
        return editor.property();
    }

    @Override
    public long client() {
        return editor.client();
    }

    @Override
    public byte[] document() {
        return editor.document();
    }

    @Override
    public void apply(byte[] update) {
        editor.apply(update);
    }

    @Override
    public boolean isEdited() {
        return editor.isEdited();
    }

    @Override
    public Receipt<@Nullable Void> flush() {
        return editor.flush();
    }

    @Override
    public void close() {
        editor.close();
    }
}
