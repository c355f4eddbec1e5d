package ankurah.core.internal.sync.client;

import ankurah.core.internal.sync.wire.QueryText;

/**
 * What a subscription asks for; those that ask for the same share one.
 *
 * @param declared a program knows the collection, whether or not anything was ever written to it
 */
record Selection(String collection, QueryText text, boolean declared) {}
