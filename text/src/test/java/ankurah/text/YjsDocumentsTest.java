package ankurah.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of content, shown or not, goes in and comes out as in Yjs. */
class YjsDocumentsTest {
    record Sample(String name, List<byte[]> updates, byte[] document, List<byte[]> updatesV2) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Sample> samples() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(YjsDocumentsTest.class.getResourceAsStream("/yjs-documents.txt"))) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return all.lines().filter(line -> !line.startsWith("#")).map(YjsDocumentsTest::sample);
        }
    }

    private static Sample sample(String line) {
        String[] fields = line.split(" ");
        return new Sample(fields[0], list(fields[1]), list(fields[2]).getFirst(), list(fields[3]));
    }

    private static List<byte[]> list(String field) {
        return Stream.of(field.split(",")).map(Base64.getDecoder()::decode).toList();
    }

    private static TextDocument document() {
        TextDocument document = TextDocument.create(999);
        document.text("text");
        return document;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isReadAndWrittenAsInYjs(Sample sample) {
        TextDocument document = document();
        sample.updates().forEach(document::apply);
        assertThat(document.encode()).isEqualTo(sample.document());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isReadFromVersion2(Sample sample) {
        TextDocument document = document();
        sample.updatesV2().forEach(document::applyV2);
        assertThat(document.encode()).isEqualTo(sample.document());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isUnchangedByWritingAndReading(Sample sample) {
        TextDocument document = document();
        document.apply(sample.document());
        assertThat(document.encode()).isEqualTo(sample.document());
        assertThat(document.text("text").length())
                .isEqualTo(document.text("text").toDelta().stream()
                        .mapToInt(YjsDocumentsTest::length)
                        .sum());
    }

    private static int length(TextDelta step) {
        return step instanceof TextDelta.Insert insert ? insert.text().length() : 1;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void comesToTheSameInReverse(Sample sample) {
        TextDocument forwards = document();
        sample.updates().forEach(forwards::apply);
        List<byte[]> reversed = new ArrayList<>(sample.updates());
        Collections.reverse(reversed);
        TextDocument backwards = document();
        reversed.forEach(backwards::apply);
        assertThat(backwards.stateVector()).isEqualTo(forwards.stateVector());
        assertThat(backwards.text("text").toString())
                .isEqualTo(forwards.text("text").toString());
        assertThat(backwards.hasPending()).isEqualTo(forwards.hasPending());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void canBeErased(Sample sample) {
        TextDocument document = document();
        for (byte[] update : sample.updates()) {
            byte[] erased = Updates.erase(update);
            assertThat(Updates.inspect(erased).structs())
                    .isEqualTo(Updates.inspect(update).structs());
            document.apply(erased);
        }
        assertThat(document.text("text").toString()).isEmpty();
        TextDocument whole = document();
        sample.updates().forEach(whole::apply);
        assertThat(document.stateVector()).isEqualTo(whole.stateVector());
        sample.updates().forEach(update -> whole.apply(Updates.erase(update)));
        assertThat(whole.text("text").toString()).as("erased afterwards").isEmpty();
    }
}
