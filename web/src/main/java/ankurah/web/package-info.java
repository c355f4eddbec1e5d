/** What the browser build exports, and the transcript that every platform must compute alike. */
@NullMarked
package ankurah.web;

import org.jspecify.annotations.NullMarked;
