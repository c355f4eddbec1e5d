/**
 * A cluster inside the test's process: it speaks the services of the placement driver and of the stores over sockets, keeps
 * versions as a TiKV does, and refuses what a TiKV refuses.
 */
@NullMarked
package ankurah.storage.tikv.twin;

import org.jspecify.annotations.NullMarked;
