package ankurah.storage.tikv.twin;

/** What becomes of a request. */
enum Fate {
    SERVED,
    /** The connection breaks before it arrives, or before the answer does. */
    REQUEST_LOST,
    REPLY_LOST,
    /** Nobody hears anything any more. */
    REQUEST_SWALLOWED,
    REPLY_SWALLOWED,
    BUSY,
    DELAYED,
    /** It arrives once more, much later. */
    REPEATED,
    /** Regions are cut, joined or led by another just before. */
    DISTURBED
}
