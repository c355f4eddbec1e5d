package ankurah.web.internal.compiler;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.teavm.diagnostics.Diagnostics;
import org.teavm.model.CallLocation;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderSource;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.FieldHolder;
import org.teavm.model.Instruction;
import org.teavm.model.InvokeDynamicInstruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.Program;
import org.teavm.model.ReferenceCache;
import org.teavm.parsing.ClassRefsRenamer;
import org.teavm.parsing.ClasspathClassHolderSource;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Has numbers of any size be those of the host, where the class library brings arithmetic of its own: the classes of
 * {@code java.math} get the members of ours, and lose theirs. What is linked when it first runs, as lambdas are, or texts joined by
 * {@code +}, cannot be given, and is refused.
 */
public final class HostNumbers implements TeaVMPlugin, ClassHolderTransformer {
    private static final String OURS = "ankurah.web.internal.math.";
    private static final String THEIRS = "java.math.";
    private static final Map<String, String> NAMES =
            Map.of(OURS + "BigInteger", THEIRS + "BigInteger", OURS + "BigDecimal", THEIRS + "BigDecimal");

    private final ReferenceCache references = new ReferenceCache();
    private final ClassRefsRenamer renamer = new ClassRefsRenamer(references, name -> NAMES.getOrDefault(name, name));

    private @Nullable ClassHolderSource ours;

    @Override
    public void install(TeaVMHost host) {
        ours = new ClasspathClassHolderSource(host.getResourceProvider(), references, host.getClassLoader());
        host.add(this);
    }

    @Override
    public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
        ClassHolderSource source = ours;
        if (source == null || !NAMES.containsValue(type.getName())) {
            return;
        }
        ClassHolder instead = renamer.rename(source.get(OURS + type.getName().substring(THEIRS.length())));
        List.copyOf(type.getMethods()).forEach(type::removeMethod);
        List.copyOf(type.getFields()).forEach(type::removeField);
        for (FieldHolder field : List.copyOf(instead.getFields())) {
            instead.removeField(field);
            type.addField(field);
        }
        for (MethodHolder method : List.copyOf(instead.getMethods())) {
            instead.removeMethod(method);
            type.addMethod(method);
            requireLinked(method, context.getDiagnostics());
        }
    }

    private static void requireLinked(MethodHolder method, Diagnostics diagnostics) {
        Program program = method.getProgram();
        for (int i = 0; program != null && i < program.basicBlockCount(); i++) {
            for (Instruction instruction : program.basicBlockAt(i)) {
                if (instruction instanceof InvokeDynamicInstruction) {
                    diagnostics.error(
                            new CallLocation(method.getReference(), instruction.getLocation()),
                            "a lambda, or a text joined by +, is lost here: call methods");
                }
            }
        }
    }
}
