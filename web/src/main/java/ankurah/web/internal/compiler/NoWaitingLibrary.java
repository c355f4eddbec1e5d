package ankurah.web.internal.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.teavm.dependency.AbstractDependencyListener;
import org.teavm.dependency.DependencyAgent;
import org.teavm.model.BasicBlockReader;
import org.teavm.model.CallLocation;
import org.teavm.model.ClassReader;
import org.teavm.model.ElementModifier;
import org.teavm.model.MethodReader;
import org.teavm.model.MethodReference;
import org.teavm.model.ProgramReader;
import org.teavm.model.VariableReader;
import org.teavm.model.instructions.AbstractInstructionReader;
import org.teavm.model.instructions.InstructionReader;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Refuses a program in which a method of the JDK may suspend.
 *
 * <p>Collections, comparators and functions are called from everywhere. If one lambda behind one of their interfaces may suspend,
 * so may whatever calls that interface, and in the end every {@code toString}; all of it would be compiled into code that can be
 * left and entered anew, which is twice the program. So our code calls what may suspend through interfaces of its own, and this
 * says where it does not.
 */
public final class NoWaitingLibrary extends AbstractDependencyListener implements TeaVMPlugin {
    private static final String ASYNC = "org.teavm.interop.Async";
    private static final String LIBRARY = "java.";
    /** What waiting is made of. */
    private static final Set<String> WAIT = Set.of("java.lang.Object", "java.lang.Thread");

    private static final int MOST_TOLD = 5;

    @Override
    public void install(TeaVMHost host) {
        host.add(this);
    }

    @Override
    public void completing(DependencyAgent agent) {
        Map<MethodReference, @Nullable MethodReference> waiting =
                Callers.of(agent, method -> suspends(agent, method), method -> false);
        int told = 0;
        for (MethodReference method : waiting.keySet()) {
            if (isLibrary(method) && told++ < MOST_TOLD) {
                agent.getDiagnostics()
                        .error(
                                new CallLocation(method),
                                "a method of the JDK may suspend: give it nothing that waits. It calls "
                                        + way(method, waiting));
            }
        }
    }

    private static boolean isLibrary(MethodReference method) {
        String type = method.getClassName();
        return type.startsWith(LIBRARY)
                && WAIT.stream().noneMatch(known -> type.equals(known) || type.startsWith(known + "$"));
    }

    private static boolean suspends(DependencyAgent agent, MethodReference reference) {
        ClassReader type = agent.getClassSource().get(reference.getClassName());
        MethodReader method = type == null ? null : type.getMethod(reference.getDescriptor());
        return method != null && (method.getAnnotations().get(ASYNC) != null || hasMonitor(method));
    }

    private static boolean hasMonitor(MethodReader method) {
        if (method.hasModifier(ElementModifier.SYNCHRONIZED)) {
            return true;
        }
        ProgramReader program = method.getProgram();
        if (program == null) {
            return false;
        }
        boolean[] found = new boolean[1];
        InstructionReader finder = new AbstractInstructionReader() {
            @Override
            public void monitorEnter(VariableReader object) {
                found[0] = true;
            }
        };
        for (int i = 0; i < program.basicBlockCount(); i++) {
            BasicBlockReader block = program.basicBlockAt(i);
            block.readAllInstructions(finder);
        }
        return found[0];
    }

    private static String way(MethodReference from, Map<MethodReference, @Nullable MethodReference> waiting) {
        List<String> steps = new ArrayList<>();
        for (MethodReference next = waiting.get(from); next != null; next = waiting.get(next)) {
            steps.add(next.getClassName() + "." + next.getName());
        }
        return String.join(", that calls ", steps);
    }
}
