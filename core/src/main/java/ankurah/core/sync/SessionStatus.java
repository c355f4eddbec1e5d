package ankurah.core.sync;

import org.jspecify.annotations.Nullable;

/**
 * A client that is connected to a server, at one moment.
 *
 * @param number which one of the server's connections it is, from its start
 * @param principal who it is; null before it has shown that, empty for nobody
 * @param openMillis since when it is open
 * @param silentMillis how long nothing has been heard of it
 * @param position how far in the log it has been told everything
 * @param behind how many commits it is behind of what it waits for
 * @param subscriptions how many it has
 * @param requests how many of its questions are being answered
 * @param waiting how many messages it has sent that were not looked at yet
 * @param inboxBytes how long these are
 * @param bufferedBytes what the network has not taken yet
 * @param backlogRows how many rows it has to be told of
 * @param entities at how many entities it is together with others
 */
public record SessionStatus(
        long number,
        @Nullable String principal,
        long openMillis,
        long silentMillis,
        long position,
        long behind,
        int subscriptions,
        int requests,
        int waiting,
        long inboxBytes,
        long bufferedBytes,
        int backlogRows,
        int entities) {}
