package ankurah.signals.internal;

import ankurah.signals.ErrorHandler;
import java.lang.System.Logger.Level;

/** What is done with errors when nobody said. */
public final class LoggingHandler implements ErrorHandler {
    private static final System.Logger LOG = System.getLogger("ankurah.signals");

    @Override
    public void failed(String where, Throwable error) {
        LOG.log(Level.ERROR, where + " failed", error);
    }
}
