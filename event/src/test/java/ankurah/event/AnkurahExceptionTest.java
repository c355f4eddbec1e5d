package ankurah.event;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.AnkurahException.Category;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnkurahExceptionTest {
    @ParameterizedTest
    @EnumSource
    void anErrorThatCrossedAWireIsOfItsCategorysClass(Category category) {
        Throwable cause = new IllegalStateException("why");
        AnkurahException error = AnkurahException.of(category, "area.what", "message", cause);
        assertThat(error.category()).isEqualTo(category);
        assertThat(error.code()).isEqualTo("area.what");
        assertThat(error).hasMessage("message").hasCause(cause);
        assertThat(error.getClass().getSimpleName().toUpperCase(java.util.Locale.ROOT))
                .isEqualTo(category.name().replace("_", ""));
        assertThat(error.retryable()).isEqualTo(category == Category.UNAVAILABLE);
    }
}
