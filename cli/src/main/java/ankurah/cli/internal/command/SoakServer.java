package ankurah.cli.internal.command;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Option;
import ankurah.cli.internal.args.Syntax;
import ankurah.cli.internal.output.Terminal;
import ankurah.cli.internal.soak.Hosting;
import java.io.IOException;
import java.util.List;

/** The server of {@link Soak}, which starts it; not for people. */
final class SoakServer implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax(
                "soak-server",
                "the server of a soak",
                List.of(),
                List.of(
                        Option.required(Targets.STORAGE, "STORE", "where it keeps its data"),
                        Option.required(Serve.PORT, "PORT", "the port to listen on")),
                "");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) throws IOException, InterruptedException {
        Hosting.run(arguments.requiredOption(Targets.STORAGE), Serve.port(arguments), System.out);
        return Exit.DONE;
    }
}
