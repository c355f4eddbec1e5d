package ankurah.event;

import static ankurah.event.Fixtures.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void aNameHas1To255BytesOfUtf8() {
        Names.requireUsable("a", "property");
        Names.requireUsable("ä b.c/'\"-", "property");
        for (String unit : new String[] {"a", "ä", "中", "😀"}) {
            int size = unit.getBytes(StandardCharsets.UTF_8).length;
            Names.requireStored(unit.repeat(255 / size), "property");
            assertInvalid("name.length", () -> Names.requireStored(unit.repeat(255 / size + 1), "property"));
        }
        assertInvalid("name.length", () -> Names.requireStored("", "property"));
    }

    @Test
    void controlCharactersAreRefused() {
        for (char c = 1; c < 0x20; c++) {
            String name = "a" + c;
            assertInvalid("name.control_character", () -> Names.requireStored(name, "collection"));
        }
        assertInvalid("name.control_character", () -> Names.requireStored("\u007f", "collection"));
        assertInvalid("value.nul_character", () -> Names.requireStored("a\0", "collection"));
        assertInvalid("value.lone_surrogate", () -> Names.requireStored("a\udc00", "collection"));
    }

    @Test
    void theSystemsOwnNamesCannotBeUsed() {
        for (String name : new String[] {"id", "_", "_deleted", Names.DELETED}) {
            assertThat(Names.isReserved(name)).isTrue();
            Names.requireStored(name, "property");
            assertInvalid("name.reserved", () -> Names.requireUsable(name, "property"));
        }
        for (String name : new String[] {"ID", "ids", "a_"}) {
            Names.requireUsable(name, "property");
        }
    }

    @Property
    void lengthsAreThoseOfUtf8(@ForAll("names") String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        assertThat(ankurah.event.internal.Strings.utf8Length(name)).isEqualTo(bytes);
        String filled = name + "x".repeat(255 - bytes);
        Names.requireStored(filled, "author");
        assertInvalid("name.length", () -> Names.requireStored(filled + "x", "author"));
    }

    @Provide
    Arbitrary<String> names() {
        return Samples.names();
    }
}
