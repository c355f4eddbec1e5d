package ankurah.text.yjs;

import ankurah.text.yjs.Yjs.Answer;
import ankurah.text.yjs.Yjs.Command;
import java.util.function.Consumer;

/** A document in the Yjs process. Attributes and embeds are JSON; no attributes are the empty string. */
record YjsDoc(Yjs yjs, int slot) {
    private Answer send(Command command, Consumer<Wire.Writer> arguments) {
        return yjs.send(command, c -> arguments.accept(c.number(slot)));
    }

    private Answer send(Command command) {
        return send(command, c -> {});
    }

    void drop() {
        send(Command.DROP);
    }

    void insert(String text, int at, String what, String attributes) {
        send(Command.INSERT, c -> c.text(text).number(at).text(what).text(attributes));
    }

    void delete(String text, int at, int length) {
        send(Command.DELETE, c -> c.text(text).number(at).number(length));
    }

    void format(String text, int at, int length, String attributes) {
        send(Command.FORMAT, c -> c.text(text).number(at).number(length).text(attributes));
    }

    void embed(String text, int at, String what, String attributes) {
        send(Command.EMBED, c -> c.text(text).number(at).text(what).text(attributes));
    }

    /** Random edits of the maps, arrays and XML in the document, decided by the seed. */
    void editBeside(int seed) {
        send(Command.BESIDE, c -> c.number(Integer.toUnsignedLong(seed)));
    }

    /** One transaction in the elements, as an editor of rich text makes them. */
    void editElements(int seed) {
        send(Command.ELEMENTS, c -> c.number(Integer.toUnsignedLong(seed)));
    }

    /** The text in the elements, a line for each that has some of its own. */
    Answer lines() {
        return send(Command.LINES);
    }

    /** Makes the next commands, so many, one transaction. */
    void together(int commands) {
        send(Command.TOGETHER, c -> c.number(commands));
    }

    void apply(byte[] update) {
        send(Command.APPLY, c -> c.bytes(update));
    }

    /** The updates this document made by itself since the last time. */
    Answer drain() {
        return send(Command.DRAIN);
    }

    Answer state() {
        return stateSince(new byte[0]);
    }

    Answer stateSince(byte[] stateVector) {
        return send(Command.STATE, c -> c.bytes(stateVector));
    }

    Answer stateV2Since(byte[] stateVector) {
        return send(Command.STATE_V2, c -> c.bytes(stateVector));
    }

    Answer stateVector() {
        return send(Command.VECTOR);
    }

    /** The deletions, as an update without structs ends with them, then a zero. */
    Answer deletes() {
        return send(Command.DELETES);
    }

    Answer text(String text) {
        return send(Command.TEXT, c -> c.text(text));
    }

    /** A line for each part of the text, see {@code peer.mjs}. */
    Answer delta(String text) {
        return send(Command.DELTA, c -> c.text(text));
    }

    /** The maps, arrays and XML. */
    Answer json() {
        return send(Command.JSON);
    }

    Answer undo() {
        return send(Command.UNDO);
    }

    Answer redo() {
        return send(Command.REDO);
    }

    Answer position(String text, int at, boolean stickToNext) {
        return send(Command.POSITION, c -> c.text(text).number(at).number(stickToNext ? 1 : 0));
    }

    /** One more than the offset, or 0 if there is none. */
    Answer resolve(byte[] position) {
        return send(Command.RESOLVE, c -> c.bytes(position));
    }

    Answer waits() {
        return send(Command.WAITS);
    }
}
