package ankurah.storage.tikv.internal;

import org.tikv.shade.com.google.protobuf.ByteString;
import org.tikv.shade.com.google.protobuf.UnsafeByteOperations;

/** Arrays that nobody writes to any more, as the stubs want them. */
final class Bytes {
    private Bytes() {}

    static ByteString wrap(byte[] bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    static ByteString utf8(String text) {
        return ByteString.copyFromUtf8(text);
    }
}
