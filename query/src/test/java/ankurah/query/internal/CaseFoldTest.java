package ankurah.query.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.Sha256;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class CaseFoldTest {

    @Test
    void theTableNeverChanges() {
        ByteBuffer bytes = ByteBuffer.allocate(4 * CaseFoldTable.RANGES.length);
        for (int number : CaseFoldTable.RANGES) {
            bytes.putInt(number);
        }
        assertThat(Sha256.portable().hash(bytes.array()))
                .hasToString("810826e958135bd03c22eb82a6e11b69cdfe5f83e3167d3bf267eb57576c5867");
    }

    @Test
    void theTableHoldsTheMappingsOfUnicode16() {
        int mapped = 0;
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            int folded = CaseFold.fold(c);
            mapped += folded == c ? 0 : 1;
            if (folded != c) {
                assertThat(CaseFoldGenerator.fold(c)).as(Integer.toHexString(c)).isEqualTo(folded);
            }
            assertThat(CaseFold.fold(folded)).isEqualTo(folded);
        }
        assertThat(mapped).isEqualTo(1484);
    }
}
