package ankurah.web.internal.compiler;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.teavm.callgraph.CallGraphNode;
import org.teavm.callgraph.CallSite;
import org.teavm.dependency.DependencyAgent;
import org.teavm.model.MethodReference;

/** Who may come to call something, directly or not, by what the compiler knows of each call. */
final class Callers {
    private Callers() {}

    /**
     * The methods that are so, and all that call them, nearest first, each with the one it calls.
     *
     * @param ends which methods are no longer asked for who calls them, and are left out
     */
    static Map<MethodReference, @Nullable MethodReference> of(
            DependencyAgent agent, Predicate<MethodReference> roots, Predicate<MethodReference> ends) {
        Map<MethodReference, @Nullable MethodReference> found = new LinkedHashMap<>();
        ArrayDeque<MethodReference> open = new ArrayDeque<>();
        for (MethodReference method : agent.getReachableMethods()) {
            if (roots.test(method)) {
                found.put(method, null);
                open.add(method);
            }
        }
        for (MethodReference called = open.poll(); called != null; called = open.poll()) {
            CallGraphNode node = agent.getCallGraph().getNode(called);
            if (node == null) {
                continue;
            }
            for (CallSite site : node.getCallerCallSites()) {
                for (CallGraphNode caller : site.getCallers()) {
                    MethodReference method = caller.getMethod();
                    if (!ends.test(method) && !found.containsKey(method)) {
                        found.put(method, called);
                        open.add(method);
                    }
                }
            }
        }
        return found;
    }
}
