package ankurah.core.internal.sync.wire;

import ankurah.event.AnkurahException;

/** An error as it travels. */
public record WireError(AnkurahException.Category category, String code, String message) {
    private static final int MAX_MESSAGE = 2_000;

    public WireError {
        message = message.length() <= MAX_MESSAGE ? message : cut(message);
    }

    public static WireError of(AnkurahException error) {
        String message = error.getMessage();
        return new WireError(error.category(), error.code(), message == null ? error.code() : message);
    }

    public AnkurahException toException() {
        return AnkurahException.of(category, code, message, null);
    }

    /** Never between the halves of a surrogate pair. */
    private static String cut(String message) {
        int end = Character.isHighSurrogate(message.charAt(MAX_MESSAGE - 1)) ? MAX_MESSAGE - 1 : MAX_MESSAGE;
        return message.substring(0, end);
    }
}
