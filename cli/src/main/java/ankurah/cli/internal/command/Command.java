package ankurah.cli.internal.command;

import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.args.Syntax;
import ankurah.cli.internal.output.Terminal;
import java.io.IOException;

/** One command: what it understands and what it does. */
public interface Command {
    Syntax syntax();

    /** @return the exit code */
    int run(Arguments arguments, Terminal terminal) throws IOException, InterruptedException;
}
