package ankurah.cli.internal.command;

import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Option;

/** The options that say where the data is. */
final class Targets {
    static final String SERVER = "server";
    static final String DATA = "data";
    static final String COLLECTION = "collection";
    static final String TYPES = "types";
    static final String DEFAULT_HOST = "127.0.0.1";
    static final int DEFAULT_PORT = 9797;
    static final String DEFAULT_SERVER = "ws://" + DEFAULT_HOST + ":" + DEFAULT_PORT;

    static final Option SERVER_OPTION =
            Option.optional(SERVER, "URL", "the server to talk to (default " + DEFAULT_SERVER + ")");
    static final Option TOKEN_OPTION = Option.optional(
            Tokens.TOKEN,
            "TOKEN|@FILE",
            "what to show the server (default: the environment's " + Tokens.VARIABLE + ")");
    static final Option DATA_OPTION =
            Option.optional(DATA, "DIR", "a data folder to open instead, while no server has it open");
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
        arguments.requireOneOf(SERVER, DATA);
        String folder = arguments.option(DATA);
        return folder == null
                ? Session.ofServer(arguments, arguments.option(SERVER, DEFAULT_SERVER), status -> {})
                : Session.ofFolder(folder, create);
    }
}
