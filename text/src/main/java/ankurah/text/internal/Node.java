package ankurah.text.internal;

import org.jspecify.annotations.Nullable;

/** A part of the order of a {@link Sequence}, with what it sums up. */
abstract sealed class Node permits Leaf, Inner {
    @Nullable
    Inner parent;

    /** The length of what is visible in it. */
    int visible;

    /** How many formats are in force in it. */
    int marks;
}
