/** Measurements. Their fields are set up by JMH, which the null checker cannot know. */
@NullUnmarked
package ankurah.bench;

import org.jspecify.annotations.NullUnmarked;
