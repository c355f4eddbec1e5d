package ankurah.web.internal.compiler;

import ankurah.web.internal.run.HostSuspension;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.teavm.backend.javascript.TeaVMJavaScriptHost;
import org.teavm.backend.javascript.codegen.SourceWriter;
import org.teavm.backend.javascript.rendering.RenderingManager;
import org.teavm.dependency.AbstractDependencyListener;
import org.teavm.dependency.DependencyAgent;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.vm.BuildTarget;
import org.teavm.vm.spi.RendererListener;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Has methods that may suspend compiled like any other, and tells which they are, as {@code ankurahSuspending} at the end of what
 * is compiled. What stands behind the compiler ({@code npm/ankurah/squeeze/generators.mjs}) makes generators of them. Only where the property
 * {@code ankurah.generators} is set, for without that step nothing would wait.
 */
public final class Generators extends AbstractDependencyListener
        implements TeaVMPlugin, ClassHolderTransformer, RendererListener {
    private static final String PROPERTY = "ankurah.generators";
    private static final String SUSPENSION = "ankurah.web.internal.run.Suspension";
    private static final String HOST = HostSuspension.class.getName();
    /** How the names begin of what is begun, and of what the compiler puts before it. */
    private static final String BEGUN = "work";
    /** In the names of methods that the host calls. */
    private static final String EXPORTED = "$exported$";

    private Set<MethodReference> suspending = Set.of();
    private @Nullable SourceWriter writer;

    @Override
    public void install(TeaVMHost host) {
        TeaVMJavaScriptHost javaScript = host.getExtension(TeaVMJavaScriptHost.class);
        if (javaScript != null && isAskedFor(host)) {
            host.add((ClassHolderTransformer) this);
            host.add((org.teavm.dependency.DependencyListener) this);
            javaScript.add((RendererListener) this);
        }
    }

    static boolean isAskedFor(TeaVMHost host) {
        return Boolean.parseBoolean(host.getProperties().getProperty(PROPERTY));
    }

    @Override
    public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
        if (!type.getName().equals(SUSPENSION)) {
            return;
        }
        for (MethodHolder method : type.getMethods()) {
            ProgramEmitter body;
            switch (method.getName()) {
                case "await" -> {
                    body = ProgramEmitter.create(method, context.getHierarchy());
                    body.invoke(HostSuspension.class, "await", JSObject.class, body.var(1, JSPromise.class))
                            .returnValue();
                }
                case "begin" -> {
                    body = ProgramEmitter.create(method, context.getHierarchy());
                    body.invoke(HostSuspension.class, "begin", body.var(1, method.parameterType(0)));
                    body.exit();
                }
                default -> {}
            }
        }
    }

    @Override
    public void completing(DependencyAgent agent) {
        suspending = new LinkedHashSet<>(Callers.of(agent, Generators::suspends, Generators::isCalledByHost)
                .keySet());
        for (MethodReference method : agent.getReachableMethods()) {
            if (isHost(method) && method.getName().startsWith(BEGUN)) {
                suspending.add(method);
            }
        }
    }

    private static boolean suspends(MethodReference method) {
        return isHost(method) && method.getName().equals("await");
    }

    /** The host calls no generators; and who has it begin one does not wait for it. */
    private static boolean isCalledByHost(MethodReference method) {
        return isHost(method) || method.getName().contains(EXPORTED);
    }

    private static boolean isHost(MethodReference method) {
        return method.getClassName().equals(HOST);
    }

    @Override
    public void begin(RenderingManager manager, BuildTarget target) {
        writer = manager.getWriter();
    }

    @Override
    public void complete() {
        SourceWriter into = writer;
        if (into != null) {
            into.append("let ankurahSuspending=[");
            for (MethodReference method : suspending) {
                into.appendMethod(method).append(",");
            }
            into.append("];").newLine();
        }
    }
}
