package ankurah.cli.internal.command;

import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Option;
import ankurah.cli.internal.store.Stores;
import org.jspecify.annotations.Nullable;

/** The options that say where the data is. */
final class Targets {
    static final String SERVER = "server";
    static final String DATA = "data";
    static final String STORAGE = "storage";
    static final String COLLECTION = "collection";
    static final String TYPES = "types";
    static final String DEFAULT_HOST = "127.0.0.1";
    static final int DEFAULT_PORT = 9797;
    static final String DEFAULT_SERVER = "ws://" + DEFAULT_HOST + ":" + DEFAULT_PORT;

    static final Option SERVER_OPTION =
            Option.optional(SERVER, "URL", "the server to talk to (default " + DEFAULT_SERVER + ")");
    static final Option DATA_OPTION =
            Option.optional(DATA, "DIR", "a data folder to open instead, while no server has it open");
    static final Option STORAGE_OPTION = Option.optional(STORAGE, "STORE", "the same for any store: " + Stores.forms());
    static final Option COLLECTION_OPTION = Option.required(COLLECTION, "NAME", "the collection");
    static final Option TYPES_OPTION = Option.optional(
            TYPES,
            "f:type,...",
            "what fields are: string, int, float, decimal, bool, instant, date, datetime, uuid, id, json, bytes");

    private Targets() {}

    static Session open(Arguments arguments) {
        return open(arguments, false);
    }

    /** @param create whether a folder that is not there is made */
    static Session open(Arguments arguments, boolean create) {
        String store = store(arguments);
        return store == null
                ? Session.ofServer(arguments, arguments.option(SERVER, DEFAULT_SERVER), status -> {})
                : Session.ofStore(store, create);
    }

    /** The store that is named; null if a server is meant. */
    static @Nullable String store(Arguments arguments) {
        arguments.requireOneOf(SERVER, DATA);
        arguments.requireOneOf(SERVER, STORAGE);
        arguments.requireOneOf(DATA, STORAGE);
        String folder = arguments.option(DATA);
        return folder == null ? arguments.option(STORAGE) : Stores.ROCKSDB + folder;
    }

    /** The same where it has to be a store. */
    static String requiredStore(Arguments arguments) {
        String store = store(arguments);
        if (store == null) {
            throw arguments.usage("missing --data DIR, or --storage STORE");
        }
        return store;
    }
}
