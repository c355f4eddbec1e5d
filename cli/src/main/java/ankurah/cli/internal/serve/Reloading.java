package ankurah.cli.internal.serve;

import ankurah.auth.jwt.JwtAuthenticator;
import ankurah.core.Node;
import ankurah.event.AnkurahException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows the files that a server's policy and tokens are in. A file that has changed and is understood is used from then on; of
 * one that is not the operator is told, and everything stays as it was.
 */
public final class Reloading implements AutoCloseable {
    private static final int LOOK_MILLIS = 500;

    private final PrintStream err;
    private final List<Watched> files = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "reload");
    private volatile boolean closed;

    /** Takes a file that has changed. */
    private interface Use {
        String use(String file) throws IOException;
    }

    private static final class Watched {
        final String file;
        final Use use;
        String seen;

        Watched(String file, Use use) {
            this.file = file;
            this.use = use;
            this.seen = stamp(file);
        }

        static String stamp(String file) {
            try {
                Path path = Path.of(file);
                FileTime time = Files.getLastModifiedTime(path);
                return time.toMillis() + "/" + Files.size(path);
            } catch (IOException absent) {
                return "";
            }
        }
    }

    public Reloading(PrintStream err) {
        this.err = err;
        thread.setDaemon(true);
    }

    public void policy(@Nullable String file, Node node) {
        if (file != null) {
            files.add(new Watched(file, name -> {
                var rules = PolicyFile.parse(name);
                node.usePolicy(rules);
                return "policy " + rules.version();
            }));
        }
    }

    public void tokens(@Nullable String file, @Nullable JwtAuthenticator authenticator) {
        if (file != null && authenticator != null) {
            files.add(new Watched(file, name -> {
                authenticator.use(JwtFile.parse(name));
                return "tokens";
            }));
        }
    }

    public void start() {
        if (!files.isEmpty()) {
            thread.start();
        }
    }

    private void run() {
        while (!closed) {
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException closing) {
                return;
            }
            files.forEach(this::look);
        }
    }

    private void look(Watched watched) {
        String now = Watched.stamp(watched.file);
        if (now.isEmpty() || now.equals(watched.seen)) {
            return;
        }
        watched.seen = now;
        try {
            err.println("ankurah: " + watched.file + " has changed, in use: " + watched.use.use(watched.file));
        } catch (IOException | AnkurahException wrong) {
            err.println("ankurah: " + watched.file + " has changed and is not used, all stays as it was: "
                    + wrong.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
