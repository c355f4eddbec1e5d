package ankurah.simulation;

import ankurah.simulation.internal.run.Switching;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes classes so that the simulator may switch from one strand to another wherever a method begins, as threads do, and not only where
 * one would wait. It may not where a monitor is held, a class is being initialized, or a map computes under its own lock.
 */
final class Switched {
    private static final ClassDesc SWITCHING = ClassDesc.of(Switching.class.getName());
    private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);
    private static final Set<String> LOCKING =
            Set.of("computeIfAbsent", "computeIfPresent", "compute", "merge", "removeIf");

    private Switched() {}

    static byte[] classOf(byte[] bytes) {
        ClassFile format = ClassFile.of();
        ClassModel model = format.parse(bytes);
        return format.transformClass(model, (builder, element) -> {
            if (element instanceof MethodModel method && method.code().isPresent()) {
                builder.transformMethod(method, MethodTransform.transformingCode(of(model, method)));
            } else {
                builder.with(element);
            }
        });
    }

    private static CodeTransform of(ClassModel of, MethodModel method) {
        int place = (of.thisClass().asInternalName() + '.' + method.methodName()).hashCode();
        String name = method.methodName().stringValue();
        if (method.flags().has(AccessFlag.SYNCHRONIZED) || name.equals(ConstantDescs.CLASS_INIT_NAME)) {
            return new Undisturbed();
        }
        return new Anywhere(place, !name.equals(ConstantDescs.INIT_NAME));
    }

    private static void call(CodeBuilder code, String name) {
        code.invokestatic(SWITCHING, name, NOTHING);
    }

    private static void copied(CodeBuilder code, CodeElement element) {
        if (element instanceof MonitorInstruction monitor) {
            if (monitor.opcode() == Opcode.MONITORENTER) {
                call(code, "enter");
                code.with(element);
            } else {
                code.with(element);
                call(code, "leave");
            }
        } else if (element instanceof InvokeInstruction invoked
                && LOCKING.contains(invoked.name().stringValue())
                && invoked.owner().asInternalName().startsWith("java/util/")) {
            call(code, "enter");
            code.with(element);
            call(code, "leave");
        } else {
            code.with(element);
        }
    }

    private record Anywhere(int place, boolean begins) implements CodeTransform {
        @Override
        public void atStart(CodeBuilder code) {
            if (begins) {
                code.loadConstant(place);
                code.invokestatic(SWITCHING, "point", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int));
            }
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            copied(code, element);
        }
    }

    /** In one piece, however it ends. */
    private static final class Undisturbed implements CodeTransform {
        private @Nullable Label start;

        @Override
        public void atStart(CodeBuilder code) {
            call(code, "enter");
            start = code.newBoundLabel();
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            if (element instanceof ReturnInstruction) {
                call(code, "leave");
                code.with(element);
            } else {
                copied(code, element);
            }
        }

        @Override
        public void atEnd(CodeBuilder code) {
            Label end = code.newBoundLabel();
            Label handler = code.newBoundLabel();
            call(code, "leave");
            code.athrow();
            if (start != null) {
                code.exceptionCatchAll(start, end, handler);
            }
        }
    }
}
