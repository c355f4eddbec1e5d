package ankurah.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Bytes that are no update give a typed error, cost little, and change nothing. */
class MalformedBytesTest {
    private static void refuses(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(TextFormatException.class).hasMessageStartingWith("at byte ");
    }

    @Property(tries = 3000)
    void mutatedUpdatesAreAppliedOrRefused(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<YjsDocumentsTest.Sample> samples = YjsDocumentsTest.samples().toList();
        YjsDocumentsTest.Sample sample = samples.get(random.nextInt(samples.size()));
        boolean isV2 = random.nextInt(3) == 0;
        TextDocument document = TextDocument.create(999);
        document.text("text").insert(0, "here before");
        document.apply(sample.document());
        byte[] before = document.encode();
        List<byte[]> updates = isV2 ? sample.updatesV2() : sample.updates();
        byte[] mutated = mutate(updates.get(random.nextInt(updates.size())), random);
        try {
            if (isV2) {
                document.applyV2(mutated);
            } else {
                document.apply(mutated);
            }
        } catch (TextFormatException refused) {
            assertThat(refused.offset()).isBetween(0, mutated.length);
            assertThat(document.encode()).isEqualTo(before);
        }
        staysSound(document);
        everythingElseTakesOrRefuses(mutated, before);
    }

    /** It is read as one of version 1, which may be longer. */
    @Test
    void whereAnUpdateOfVersion2IsWrongIsAPlaceInItsOwnBytes() throws IOException {
        mutatedUpdatesAreAppliedOrRefused(-270_666);
    }

    private static byte[] mutate(byte[] update, Random random) {
        byte[] mutated = update.clone();
        for (int i = 1 + random.nextInt(3); i > 0 && mutated.length > 0; i--) {
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(4)) {
                case 0 -> mutated[at] = (byte) random.nextInt(256);
                case 1 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> mutated = Arrays.copyOf(mutated, at);
                default -> mutated[at] = (byte) (random.nextBoolean() ? 0xff : 0x7f);
            }
        }
        return mutated;
    }

    /** What was let in can be edited, written and read. */
    private static void staysSound(TextDocument document) {
        SharedText text = document.text("text");
        text.insert(0, "after");
        assertThat(text.toString()).startsWith("after");
        TextDocument copy = TextDocument.create(998);
        copy.apply(document.encode());
        if (!document.hasPending()) { // what waits may be the forged double of what is there
            assertThat(copy.text("text").toString()).isEqualTo(text.toString());
            assertThat(copy.stateVector()).isEqualTo(document.stateVector());
        }
    }

    private static void everythingElseTakesOrRefuses(byte[] mutated, byte[] sound) {
        List<ThrowingCallable> calls = List.of(
                () -> Updates.merge(List.of(sound, mutated)),
                () -> Updates.diff(mutated, new byte[] {0}),
                () -> Updates.diff(sound, mutated),
                () -> Updates.inspect(mutated),
                () -> Updates.erase(mutated),
                () -> Updates.stateVectorOf(mutated),
                () -> Updates.fromV2(mutated),
                () -> TextPosition.decode(mutated));
        for (ThrowingCallable call : calls) {
            try {
                call.call();
            } catch (Throwable thrown) {
                assertThat(thrown).isInstanceOf(TextFormatException.class);
            }
        }
    }

    @Property(tries = 2000)
    void anyBytesAreTakenOrRefused(@ForAll byte[] bytes) {
        everythingElseTakesOrRefuses(bytes, new byte[] {0, 0});
        TextDocument document = TextDocument.create(1);
        try {
            document.apply(bytes);
        } catch (TextFormatException refused) {
            assertThat(document.encode()).containsExactly(0, 0);
        }
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void refusesWhatEndsTooEarly() {
        TextDocument writer = TextDocument.create(1);
        writer.text("t").insert(0, "some text");
        byte[] update = writer.encode();
        for (int length = 0; length < update.length; length++) {
            byte[] cut = Arrays.copyOf(update, length);
            refuses(() -> TextDocument.create(2).apply(cut));
        }
    }

    @Test
    void refusesCountsThatCannotBe() {
        refuses(() -> TextDocument.create(1).apply(bytes(0xff, 0xff, 0xff, 0xff, 7, 0)));
        refuses(() -> TextDocument.create(1).apply(bytes(1, 0xff, 0xff, 0xff, 0xff, 7, 1, 0, 0)));
        refuses(() -> TextDocument.create(1).apply(bytes(0, 1, 1, 0xff, 0xff, 0xff, 0xff, 7)));
        refuses(() -> TextDocument.create(1).apply(bytes(1, 1, 1, 0, 4, 1, 1, 't', 0xff, 0xff, 0xff, 0xff, 7, 0)));
        refuses(() -> TextDocument.create(1).encode(bytes(0xff, 0xff, 0xff, 0xff, 7)));
    }

    @Test
    void refusesClocksAndClientsThatAreTooGreat() {
        // a deleted struct of 2^31 - 1 clocks, and one more after it
        refuses(() -> TextDocument.create(1)
                .apply(bytes(1, 2, 1, 0, 1, 1, 1, 't', 0xff, 0xff, 0xff, 0xff, 7, 0x81, 1, 0, 1, 0)));
        refuses(() ->
                TextDocument.create(1).apply(bytes(1, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f, 0, 0, 1, 0)));
    }

    @Test
    void refusesStructsThatBuildOnThemselves() {
        refuses(() -> TextDocument.create(1).apply(bytes(1, 1, 1, 0, 0x84, 1, 0, 1, 'x', 0)));
        refuses(() -> TextDocument.create(1).apply(bytes(1, 1, 1, 0, 0x44, 1, 5, 1, 'x', 0)));
        refuses(() -> TextDocument.create(1).apply(bytes(1, 1, 1, 0, 4, 0, 1, 0, 1, 'x', 0)));
    }

    @Test
    void refusesUnknownKindsEmptyStructsAndWrongText() {
        refuses(() -> TextDocument.create(1).apply(bytes(1, 1, 1, 0, 11, 1, 1, 't', 1, 0)));
        refuses(() -> TextDocument.create(1).apply(bytes(1, 1, 1, 0, 7, 1, 1, 't', 7, 0)));
        refuses(() -> TextDocument.create(1).apply(bytes(1, 1, 1, 0, 4, 1, 1, 't', 0, 0)));
        refuses(() -> TextDocument.create(1).apply(bytes(1, 1, 1, 0, 0, 0, 0)));
        refuses(() -> TextDocument.create(1).apply(bytes(1, 1, 1, 0, 4, 1, 1, 't', 2, 0xc0, 0x80, 0)));
        refuses(() -> TextDocument.create(1).apply(bytes(1, 1, 1, 0, 4, 1, 1, 't', 3, 0xed, 0xa0, 0x80, 0)));
        refuses(() -> TextDocument.create(1).apply(bytes(1, 1, 1, 0, 5, 1, 1, 't', 2, '{', 'x', 0)));
    }

    @Test
    void aValueNestedTooDeeplyIsRefused() {
        ByteArrayOutputStream update = new ByteArrayOutputStream();
        update.writeBytes(bytes(1, 1, 1, 0, 8, 1, 1, 't', 1));
        for (int i = 0; i < 100_000; i++) {
            update.writeBytes(bytes(117, 1));
        }
        update.writeBytes(bytes(126, 0));
        refuses(() -> TextDocument.create(1).apply(update.toByteArray()));

        String json = "[".repeat(10_000) + "]".repeat(10_000);
        ByteArrayOutputStream embed = new ByteArrayOutputStream();
        embed.writeBytes(bytes(1, 1, 1, 0, 5, 1, 1, 't', 0xa0, 0x9c, 1));
        embed.writeBytes(json.getBytes(StandardCharsets.US_ASCII));
        embed.writeBytes(bytes(0));
        refuses(() -> TextDocument.create(1).apply(embed.toByteArray()));
    }

    @Test
    void typesNestedVeryDeeplyAreIntegratedAndDeletedWithoutRecursion() {
        // each struct is an array in the one before it
        int depth = 50_000;
        ByteArrayOutputStream update = new ByteArrayOutputStream();
        update.writeBytes(bytes(1, 0xd0, 0x86, 3, 1, 0, 7, 1, 1, 't', 0));
        for (int i = 1; i < depth; i++) {
            update.writeBytes(bytes(7, 0, 1));
            int clock = i - 1;
            while (clock > 0x7f) {
                update.write(clock & 0x7f | 0x80);
                clock >>>= 7;
            }
            update.writeBytes(bytes(clock, 0));
        }
        update.writeBytes(bytes(0));
        TextDocument document = TextDocument.create(2);
        SharedText text = document.text("t");
        document.apply(update.toByteArray());
        assertThat(text.length()).isEqualTo(1);
        text.delete(0, 1);
        assertThat(document.encode()).hasSizeLessThan(40);
    }

    @Test
    void fewBytesOfVersion2DoNotBecomeManyOfVersion1() {
        // runs that never end: two thousand million structs of one clock
        refuses(() ->
                Updates.fromV2(bytes(0, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0, 1, 1, 1, 0xff, 0xff, 0xff, 0xff, 7, 0, 0)));
    }

    @Test
    void whatWaitsForItselfWaits() {
        // client 1 builds on client 2, which builds on a later struct of client 1
        byte[] circle = bytes(2, 1, 2, 0, 0x84, 1, 1, 1, 'b', 2, 1, 0, 0x84, 2, 0, 1, 'a', 0x84, 1, 0, 1, 'c', 0);
        TextDocument document = TextDocument.create(3);
        document.apply(circle);
        assertThat(document.hasPending()).isTrue();
        document.apply(circle);
        staysSound(document);
    }
}
