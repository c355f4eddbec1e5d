package ankurah.web.internal.bridge;

import ankurah.web.internal.disk.HostDisk;
import ankurah.web.internal.net.HostSockets;
import ankurah.web.internal.tabs.Peer;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * What the engine and the package's TypeScript know of each other. A call that may wait gives a promise; one that cannot gives
 * its value or an Error, which the caller throws. Values and rows are flat arrays, see {@link JsValues}.
 */
public final class Face {
    private Face() {}

    /** What a node is opened with. */
    public interface Options extends JSObject {
        String url();

        HostSockets sockets();

        /** Null to keep everything in memory. */
        @Nullable
        HostDisk disk();

        /** The credential; null to come without one. */
        JSPromise<JSObject> credential();

        /** How the node stands to its server, whenever that changes. */
        void status(String state, int pending, double sinceMillis, double retryMillis, @Nullable JSObject error);

        /** A commit was taken back, with the ids of the entities it wrote. */
        void rejected(String commit, String refused, JSArray<JSObject> entities, JSObject error);

        int meetMillis();

        int firstRetryMillis();

        int maxRetryMillis();

        /** Whether the server is another tab, which leads this one. */
        boolean follows();

        /** Of a tab that leads: how many have before. */
        int epoch();
    }

    /** An open node. */
    public interface Node extends JSObject {
        /** Tells of a model; fails if it does not fit what is there. */
        JSPromise<JSObject> declare(JSArray<JSObject> model);

        /** Runs the body in a transaction, which is committed if the body gives true. */
        JSPromise<JSObject> transact(Body body);

        /** Being at an entity with others. */
        JSPromise<JSObject> presence(String id, PresenceListener listener);

        /** The row, or null. */
        JSPromise<JSObject> find(String id);

        JSPromise<JSObject> query(String collection, String ankql, JSArray<JSObject> values);

        JSPromise<JSObject> count(String collection, String ankql, JSArray<JSObject> values);

        JSPromise<JSObject> live(String collection, String ankql, JSArray<JSObject> values, Listener listener);

        /** The rows, and the text of the cursor of what comes after them or null. */
        JSPromise<JSObject> page(String collection, String ankql, JSArray<JSObject> values, @Nullable String cursor);

        /** See {@link Histories}; behind an event, or from the first. */
        JSPromise<JSObject> history(String id, @Nullable String after, int max);

        /** The receipt, and how many events it erases. All properties if none is named. */
        JSPromise<JSObject> erase(String id, JSArray<JSObject> properties);

        JSPromise<JSObject> freshness(String id);

        JSPromise<JSObject> undoManager(int most);

        JSPromise<JSObject> text(String id, String property, int commitMillis, TextListener listener);

        /** How many live queries the engine follows; texts that are open are among them. */
        JSPromise<JSObject> following();

        JSPromise<JSObject> close();

        /** Serves a tab that follows this one. */
        Served serve(Peer peer);

        /** The ids and the commits, by turns, that the server has not acknowledged, in order; also of a node that is closed. */
        JSPromise<JSObject> unsent();

        /** Takes a commit that {@link #unsent} of another node gave; its receipt. */
        JSPromise<JSObject> submit(Int8Array commit);

        /** Kept when a commit that this node has taken is accepted; fails when it was refused. */
        JSPromise<JSObject> verdict(String commit);
    }

    /** The end of a connection at which a following tab is served. */
    public interface Served extends JSObject {
        void frame(Int8Array frame);

        void closed();
    }

    /** What can be undone and redone in turn. */
    public interface Undo extends JSObject {
        boolean canUndo();

        boolean canRedo();

        /** The receipt, then what was left as it is: an entity and a property by turns. */
        JSPromise<JSObject> undo();

        JSPromise<JSObject> redo();

        void clear();

        void close();
    }

    /** A text that is edited in a Yjs document. Updates are of version 1. */
    public interface Text extends JSObject {
        double client();

        Int8Array document();

        /** Null, or an Error. */
        @Nullable
        JSObject apply(Int8Array update);

        boolean isEdited();

        JSPromise<JSObject> flush();

        JSPromise<JSObject> close();
    }

    /** Who keeps the document of a text. */
    public interface TextListener extends JSObject {
        void updated(Int8Array update);

        void replaced(double client, Int8Array document, @Nullable JSObject error);
    }

    /** What a transaction does: a boolean, or the promise of one. */
    @JSFunctor
    public interface Body extends JSObject {
        JSObject run(Tx tx);
    }

    /** A transaction, inside of its body. */
    public interface Tx extends JSObject {
        /** The id, or an Error. */
        JSObject create(String collection, JSArray<JSObject> values, JSArray<JSObject> operations);

        @Nullable
        JSObject edit(String id, JSArray<JSObject> values, JSArray<JSObject> operations);

        @Nullable
        JSObject delete(String id);

        @Nullable
        JSObject restore(String id);

        /** The row, null, or an Error. */
        @Nullable
        JSObject find(String id);

        /** {@link #find} of what is not held here; for bodies that wait. */
        JSPromise<JSObject> load(String id);

        JSObject query(String collection, String ankql, JSArray<JSObject> values);
    }

    /** A place at an entity. */
    public interface Presence extends JSObject {
        /** An Error if it is too large. */
        @Nullable
        JSObject show(String content);

        void close();
    }

    /** Who is at an entity. */
    public interface PresenceListener extends JSObject {
        /** The connection, the principal and the content of each, by turns; the error that tells why there are none. */
        void others(JSArray<JSObject> others, @Nullable JSObject error);
    }

    /** What became of a transaction. */
    public interface Receipt extends JSObject {
        /** Null if it wrote nothing. */
        @Nullable
        String commit();

        JSPromise<JSObject> accepted();

        /** As {@link Undo#undo}. */
        JSPromise<JSObject> undo();
    }

    /** Who follows a live query. */
    public interface Listener extends JSObject {
        /** All rows, at the start. */
        void rows(JSArray<JSObject> rows);

        /** The old index, the new one, the id, and the row or null, by turns: all old ones go, then the new ones come, in order. */
        void changes(JSArray<JSObject> changes);

        void status(String status, @Nullable JSObject error);
    }

    /** A live query. */
    public interface Live extends JSObject {
        JSPromise<JSObject> update(String ankql, JSArray<JSObject> values);

        /** The name that tabs have for what it selects. */
        String key();

        JSPromise<JSObject> close();
    }
}
