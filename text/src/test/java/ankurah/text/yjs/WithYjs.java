package ankurah.text.yjs;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests beside the real Yjs, which runs as long as those of one class. */
abstract class WithYjs {
    static Yjs yjs;

    @BeforeAll
    static void start() {
        yjs = Yjs.start();
    }

    @AfterAll
    static void stop() {
        yjs.close();
    }
}
