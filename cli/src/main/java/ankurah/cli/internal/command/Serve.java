package ankurah.cli.internal.command;

import ankurah.auth.jwt.JwtAuthenticator;
import ankurah.cli.internal.Exit;
import ankurah.cli.internal.Failure;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Option;
import ankurah.cli.internal.args.Syntax;
import ankurah.cli.internal.output.Terminal;
import ankurah.cli.internal.serve.Host;
import ankurah.cli.internal.serve.JwtFile;
import ankurah.cli.internal.serve.PolicyFile;
import ankurah.cli.internal.serve.Reloading;
import ankurah.cli.internal.store.Stores;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.rules.Rules;
import ankurah.server.Inspection;
import ankurah.server.MonitorOptions;
import ankurah.server.ServerOptions;
import ankurah.storage.EngineOptions;
import ankurah.storage.StorageEngine;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ankurah serve}. */
final class Serve implements Command {
    static final String PORT = "port";
    static final String DEFAULT_DATA = "./ankurah-data";
    static final Option PORT_OPTION = Option.optional(
            PORT, "PORT", "the port to listen on; 0 takes a free one (default " + Targets.DEFAULT_PORT + ")");

    private static final int MAX_PORT = 65_535;
    private static final String MEMORY = "memory";
    private static final String HOST = "host";
    private static final String POLICY = "policy";
    private static final String EXPORT = "export";
    private static final String INSPECT = "inspect";
    private static final String JWT = "jwt";
    private static final String MONITOR_TOKEN = "monitor-token";
    private static final String SLOW = "slow";
    private static final int SLOW_MILLIS = MonitorOptions.defaults().slowMillis();
    private static final String SHOW_VALUES = "show-values";
    private static final String LOG = "log";
    private static final String ALLOW_ALL = "allow-all";

    @Override
    public Syntax syntax() {
        return new Syntax(
                "serve",
                "run a server",
                List.of(),
                List.of(
                        Option.optional(Targets.DATA, "DIR", "the data folder (default " + DEFAULT_DATA + ")"),
                        Targets.STORAGE_OPTION,
                        Option.flag(MEMORY, "keep the data in memory, until the server ends"),
                        PORT_OPTION,
                        Option.optional(
                                HOST, "HOST", "the address to listen on (default " + Targets.DEFAULT_HOST + ")"),
                        Option.optional(
                                POLICY, "allow-all|FILE", "who may do what; needed for a host that others reach"),
                        Option.flag(
                                EXPORT,
                                "let programs on this machine export everything; so without a --policy and --host"),
                        Option.flag(
                                INSPECT,
                                "let people on this machine look inside at /inspect; so without a --policy and --host"),
                        Option.optional(
                                MONITOR_TOKEN,
                                "TOKEN|@FILE",
                                "who shows it sees /metrics and /status; else programs on this machine do"),
                        Option.optional(SLOW, "MILLIS", "from when on a query is slow (default " + SLOW_MILLIS + ")"),
                        Option.flag(SHOW_VALUES, "show the values of slow queries too"),
                        Option.flag(LOG, "log connections, refusals and slow queries on standard error"),
                        Option.optional(
                                JWT,
                                "FILE",
                                "which tokens clients have to show (issuer, audience, keys); else all are nobody")),
                """
                Prints "listening on ws://HOST:PORT" when clients may come. Stops cleanly on SIGTERM (exit 0) and Ctrl-C (130).
                A policy file says by collection who may read and write which rows; * stands for all others:
                  {"collections": {"note": {"read": "owner = $principal.id", "write": "owner = $principal.id"}}}
                A token file says whose tokens are taken:
                  {"issuer": "https://login.example", "audience": "app", "keys": {"url": "https://login.example/keys"}}
                With --log each line has the number of the connection and the commit's id. docs/operations.md
                Both files are read again when they change. docs/policy.md, docs/authentication.md
                """);
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws InterruptedException {
        arguments.requireOneOf(Targets.DATA, MEMORY);
        arguments.requireOneOf(Targets.STORAGE, MEMORY);
        int port = port(arguments);
        String host = arguments.option(HOST, Targets.DEFAULT_HOST);
        Policy policy = policy(arguments, host, terminal);
        @Nullable String file = arguments.option(JWT);
        @Nullable JwtAuthenticator tokens = file == null ? null : JwtFile.read(file);
        StorageEngine storage = Stores.open(store(arguments), EngineOptions.defaults(), true);
        Node node = Node.durable(storage, policy);
        ServerOptions options = ServerOptions.defaults()
                .withHost(host)
                .withPort(port)
                .withMonitor(monitor(arguments))
                .withExport(arguments.has(EXPORT) || !arguments.has(POLICY) && isLoopback(host))
                .withInspection(inspection(arguments, host));
        try (Reloading reloading = new Reloading(terminal.err())) {
            reloading.policy(policy instanceof Rules ? arguments.option(POLICY) : null, node);
            reloading.tokens(file, tokens);
            reloading.start();
            Host.run(node, tokens == null ? options : options.withAuthenticator(tokens), terminal.out(), server -> {});
        }
        return Exit.DONE;
    }

    private static MonitorOptions monitor(Arguments arguments) {
        MonitorOptions monitor = MonitorOptions.defaults()
                .withSlowMillis(arguments.number(SLOW, SLOW_MILLIS, 0, Integer.MAX_VALUE))
                .withValues(arguments.has(SHOW_VALUES));
        String token = arguments.option(MONITOR_TOKEN);
        if (token == null) {
            return monitor;
        }
        String shown = Tokens.resolve(token);
        return monitor.withToken(shown);
    }

    private static Inspection inspection(Arguments arguments, String host) {
        boolean here = arguments.has(INSPECT) || !arguments.has(POLICY) && isLoopback(host);
        return here ? Inspection.HERE : Inspection.NOBODY;
    }

    private static String store(Arguments arguments) {
        if (arguments.has(MEMORY)) {
            return MEMORY + ":";
        }
        String store = Targets.store(arguments);
        return store == null ? Stores.ROCKSDB + DEFAULT_DATA : store;
    }

    static int port(Arguments arguments) {
        return arguments.number(PORT, Targets.DEFAULT_PORT, 0, MAX_PORT);
    }

    private static Policy policy(Arguments arguments, String host, Terminal terminal) {
        String named = arguments.option(POLICY);
        if (named != null) {
            return named.equals(ALLOW_ALL) ? Policy.allowAll() : PolicyFile.read(named);
        }
        if (!isLoopback(host)) {
            throw arguments.usage("--host " + host + " lets others in and so needs a --policy (allow-all or a file)");
        }
        terminal.err().println("ankurah: no --policy: everybody on this machine may read and write everything");
        return Policy.allowAll();
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw Failure.failed("there is no host '" + host + "'", unknown);
        }
    }
}
