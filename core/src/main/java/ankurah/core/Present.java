package ankurah.core;

/**
 * Somebody who is at an entity.
 *
 * @param connection tells one program of somebody from another; it is another one after a reconnect
 * @param principal whom the server takes him for
 * @param content what he shows, most often JSON; empty if nothing
 */
public record Present(long connection, String principal, String content) {}
