package ankurah.signals;

import java.util.List;

/** A wrong use of signals. The codes are stable. */
public abstract sealed class SignalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    private SignalException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** What went wrong, {@code signals.cycle} for instance. */
    public final String code() {
        return code;
    }

    /** {@code signals.cycle}: a computed value depends on itself. It recovers when what it read is changed. */
    public static final class Cycle extends SignalException {
        private static final long serialVersionUID = 1L;

        /** How much of a chain is written out. */
        private static final int SHOWN = 20;

        private final transient List<String> chain;

        public Cycle(List<String> chain) {
            super(
                    "signals.cycle",
                    "a computed value depends on itself: " + shown(chain)
                            + "; leave one of these reads out, or read another value there");
            this.chain = List.copyOf(chain);
        }

        private static String shown(List<String> chain) {
            int size = chain.size();
            if (size <= SHOWN) {
                return String.join(" -> ", chain);
            }
            return String.join(" -> ", chain.subList(0, SHOWN / 2)) + " -> (" + (size - SHOWN) + " more) -> "
                    + String.join(" -> ", chain.subList(size - SHOWN / 2, size));
        }

        /** Who reads whom, by name; the first is the last. */
        public List<String> chain() {
            return chain == null ? List.of() : chain;
        }
    }

    /** {@code signals.side_effect}: a computed value tries to change something. */
    public static final class SideEffect extends SignalException {
        private static final long serialVersionUID = 1L;

        public SideEffect(String what, String computed) {
            super(
                    "signals.side_effect",
                    computed + " tries to " + what + "; a computed value only reads: do this in an effect");
        }
    }

    /** {@code signals.runaway}: an effect triggers itself, directly or through others, without an end. */
    public static final class Runaway extends SignalException {
        private static final long serialVersionUID = 1L;

        public Runaway(String what, int limit) {
            super(
                    "signals.runaway",
                    what + " has run " + limit + " times in one batch because its own changes trigger it; it waits"
                            + " for the next change now: let it write only what it does not read");
        }
    }

    /** {@code signals.busy}: another thread or coroutine is in the graph. */
    public static final class Busy extends SignalException {
        private static final long serialVersionUID = 1L;

        public Busy() {
            super(
                    "signals.busy",
                    "another thread is in this signal graph: use a graph from one thread at a time, for instance from"
                            + " the dispatcher that runs its effects");
        }
    }

    /** {@code signals.closed}: a scope is used that has ended. */
    public static final class Closed extends SignalException {
        private static final long serialVersionUID = 1L;

        public Closed(String what) {
            super("signals.closed", what + " is closed: make new effects in a scope that is open");
        }
    }

    /** {@code signals.no_owner}: a cleanup is asked for where no scope or effect is running. */
    public static final class NoOwner extends SignalException {
        private static final long serialVersionUID = 1L;

        public NoOwner() {
            super("signals.no_owner", "no effect or scope is running here that a cleanup could belong to");
        }
    }
}
