/** Deterministic CBOR, the encoding of everything that is stored, hashed or sent. */
@NullMarked
package ankurah.event.cbor;

import org.jspecify.annotations.NullMarked;
