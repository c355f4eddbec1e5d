package ankurah.core.sync;

/**
 * A client that is connected to a server, at one moment.
 *
 * @param number which one of the server's it is
 * @param principal whom it was taken for; empty for nobody, or before it has said hello
 * @param position how far in the log it has been told everything
 * @param behind how many commits the server is ahead of that
 * @param subscriptions how many it has
 * @param requests how many of its questions are being answered
 * @param inboxBytes what it has sent and was not looked at yet
 * @param buffered how many bytes the network has not taken yet
 * @param backlogRows how many rows it has to be told of
 * @param entities at how many entities it is together with others
 * @param silentMillis how long nothing has been heard of it
 */
public record SessionStatus(
        long number,
        String principal,
        long position,
        long behind,
        int subscriptions,
        int requests,
        long inboxBytes,
        long buffered,
        int backlogRows,
        int entities,
        long silentMillis) {}
