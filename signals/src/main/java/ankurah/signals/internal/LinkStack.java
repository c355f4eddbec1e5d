package ankurah.signals.internal;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where walks through the graph keep their way back, instead of on the stack of the thread. As long as the graph is deep. */
final class LinkStack {
    private @Nullable Link[] links = new Link[32];
    private int size;

    int size() {
        return size;
    }

    void push(Link link) {
        if (size == links.length) {
            links = Arrays.copyOf(links, size * 2);
        }
        links[size++] = link;
    }

    /** There must be one. What is popped is forgotten: nothing may be kept alive from here. */
    Link pop() {
        Link link = links[--size];
        links[size] = null;
        return Objects.requireNonNull(link);
    }
}
