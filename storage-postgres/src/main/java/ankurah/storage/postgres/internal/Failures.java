package ankurah.storage.postgres.internal;

import ankurah.event.AnkurahException;
import java.io.FileNotFoundException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Postgres answered, as an error of the house. */
final class Failures {
    /** The server ends, or ended, this connection; or has no room for another; or may not be written to just now. */
    private static final Set<String> AWAY =
            Set.of("57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25P04", "53300", "25006", "57014");

    private static final Set<String> BUSY = Set.of("55P03", "40001", "40P01");
    private static final Set<String> NO_LOGIN = Set.of("28000", "28P01");

    /** What the driver says, with no cause, of a certificate that is another host's; of a connection that broke there is one. */
    private static final String HOST_NOT_VERIFIED = "08006";

    /** What the driver says itself: the server knows no TLS, or wants a password and there is none. */
    private static final String REJECTED = "08004";

    private Failures() {}

    /** Whether the connection is lost, or of no use. */
    static boolean isAway(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("08") || AWAY.contains(state));
    }

    /** Why no connection was made. What follows a connection is not asked here, for the driver's states mean other things then. */
    static AnkurahException connecting(String store, SQLException e) {
        if (isUntrusted(e)) {
            return untrusted(store, e, "name the certificate that the server's rests on as sslrootcert");
        }
        String state = e.getSQLState();
        if (HOST_NOT_VERIFIED.equals(state) && e.getCause() == null) {
            return untrusted(store, e, "name the server as its certificate does");
        }
        if (REJECTED.equals(state)) {
            // In every language the driver speaks.
            return String.valueOf(e.getMessage()).contains("SSL")
                    ? untrusted(store, e, "have the server offer TLS (ssl=on)")
                    : new AnkurahException.Refused("storage.login", store + ": " + e.getMessage(), e);
        }
        return of(store, e);
    }

    /** Whether the file of the certificates that are trusted is missing, or they say nothing of this server's. */
    private static boolean isUntrusted(SQLException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof FileNotFoundException || cause instanceof GeneralSecurityException) {
                return true;
            }
        }
        return false;
    }

    private static AnkurahException untrusted(String store, SQLException e, String remedy) {
        StringBuilder said = new StringBuilder(store + ": " + e.getMessage());
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            said.append("; ").append(cause.getMessage());
        }
        return new AnkurahException.Refused("storage.untrusted", said + "; " + remedy, e);
    }

    static AnkurahException of(String store, SQLException e) {
        return of(store, e, "");
    }

    /** @param outcome what became of what was to be written */
    static AnkurahException of(String store, SQLException e, String outcome) {
        String said = store + ": " + e.getMessage() + outcome;
        @Nullable String given = e.getSQLState();
        String state = given == null ? "" : given;
        if (isAway(e)) {
            return unreachable(said, e);
        }
        if (BUSY.contains(state)) {
            return new AnkurahException.Unavailable("storage.busy", said, e);
        }
        if (NO_LOGIN.contains(state)) {
            return new AnkurahException.Refused("storage.login", said, e);
        }
        return switch (state) {
            case "22023" -> new AnkurahException.Invalid("storage.options", said, e);
            case "3D000" -> new AnkurahException.NotFound("storage.no_database", said, e);
            case "42501" ->
                new AnkurahException.Fault("storage.unwritable", said + "; give this user the right to do that", e);
            case "53100" -> new AnkurahException.Fault("storage.disk_full", said + "; make room", e);
            case "XX001", "XX002" ->
                new AnkurahException.Fault("storage.damaged", said + "; restore a copy of the database", e);
            default -> new AnkurahException.Fault("storage.failed", said + " (" + state + ")", e);
        };
    }

    static AnkurahException.Unavailable unreachable(String said, @Nullable Exception e) {
        return new AnkurahException.Unavailable("storage.unreachable", said, e);
    }
}
