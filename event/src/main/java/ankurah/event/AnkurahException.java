package ankurah.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Every error Ankurah raises. The category is one of six and never grows; the code is an open string such as
 * {@code event.time_not_after_parent} that is the same in Java, TypeScript, the command line and on the wire.
 *
 * <p>Each category has a subclass, so that a caller may catch {@link NotFound} without looking at codes.
 */
public abstract sealed class AnkurahException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of answer the caller needs to give. */
    public enum Category {
        /** The input is wrong; sending it again unchanged fails again. */
        INVALID,
        /** What was named does not exist, or may not be seen. */
        NOT_FOUND,
        /** A policy, or the lack of a credential, forbids it. */
        REFUSED,
        /** The input is sound but does not fit the present state. */
        CONFLICT,
        /** Not now: no connection, a timeout, an overloaded or stopped node. */
        UNAVAILABLE,
        /** Damaged data or a broken invariant; an operator has to look. */
        FAULT
    }

    private final Category category;
    private final String code;
    private final boolean retryable;

    private AnkurahException(
            Category category, String code, boolean retryable, String message, @Nullable Throwable cause) {
        super(Objects.requireNonNull(message), cause);
        this.category = category;
        this.code = Objects.requireNonNull(code);
        this.retryable = retryable;
    }

    public final Category category() {
        return category;
    }

    /** The stable code, {@code area.what}, lower case. */
    public final String code() {
        return code;
    }

    /** Whether the same call may succeed later without a change to its input. */
    public final boolean retryable() {
        return retryable;
    }

    /** Rebuilds an error that crossed a wire. */
    public static AnkurahException of(Category category, String code, String message, @Nullable Throwable cause) {
        return switch (category) {
            case INVALID -> new Invalid(code, message, cause);
            case NOT_FOUND -> new NotFound(code, message, cause);
            case REFUSED -> new Refused(code, message, cause);
            case CONFLICT -> new Conflict(code, message, cause);
            case UNAVAILABLE -> new Unavailable(code, message, cause);
            case FAULT -> new Fault(code, message, cause);
        };
    }

    public static final class Invalid extends AnkurahException {
        private static final long serialVersionUID = 1L;

        public Invalid(String code, String message) {
            this(code, message, null);
        }

        public Invalid(String code, String message, @Nullable Throwable cause) {
            super(Category.INVALID, code, false, message, cause);
        }
    }

    public static final class NotFound extends AnkurahException {
        private static final long serialVersionUID = 1L;

        public NotFound(String code, String message) {
            this(code, message, null);
        }

        public NotFound(String code, String message, @Nullable Throwable cause) {
            super(Category.NOT_FOUND, code, false, message, cause);
        }
    }

    public static final class Refused extends AnkurahException {
        private static final long serialVersionUID = 1L;

        public Refused(String code, String message) {
            this(code, message, null);
        }

        public Refused(String code, String message, @Nullable Throwable cause) {
            super(Category.REFUSED, code, false, message, cause);
        }
    }

    public static final class Conflict extends AnkurahException {
        private static final long serialVersionUID = 1L;

        public Conflict(String code, String message) {
            this(code, message, null);
        }

        public Conflict(String code, String message, @Nullable Throwable cause) {
            super(Category.CONFLICT, code, false, message, cause);
        }
    }

    public static final class Unavailable extends AnkurahException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String code, String message) {
            this(code, message, null);
        }

        public Unavailable(String code, String message, @Nullable Throwable cause) {
            super(Category.UNAVAILABLE, code, true, message, cause);
        }
    }

    public static final class Fault extends AnkurahException {
        private static final long serialVersionUID = 1L;

        public Fault(String code, String message) {
            this(code, message, null);
        }

        public Fault(String code, String message, @Nullable Throwable cause) {
            super(Category.FAULT, code, false, message, cause);
        }
    }
}
