/** What the tab that leads does for the tabs that follow it. */
@NullMarked
package ankurah.web.internal.tabs;

import org.jspecify.annotations.NullMarked;
