package ankurah.core;

import ankurah.storage.Position;

/**
 * Reading as it was at an earlier position, as one principal. Of what was there, it shows what the principal could see then
 * and can see now; what was erased since is erased here too. Its answers are the same whenever it is asked, except that the
 * policy, and what is erased, may change.
 *
 * <p>An entity costs its history once more, unless nothing has happened to it since. A query looks at every row of its
 * collection, in memory for the rows it gives. On an ephemeral node all of it is asked of the server.
 */
public interface Past extends Reads {
    Position position();
}
