package ankurah.web.internal.compiler;

import ankurah.web.internal.run.RecordText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.teavm.model.BasicBlockReader;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ElementModifier;
import org.teavm.model.FieldHolder;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHandle;
import org.teavm.model.MethodHolder;
import org.teavm.model.ProgramReader;
import org.teavm.model.RuntimeConstant;
import org.teavm.model.ValueType;
import org.teavm.model.VariableReader;
import org.teavm.model.emit.ConditionEmitter;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.model.emit.ValueEmitter;
import org.teavm.model.instructions.AbstractInstructionReader;
import org.teavm.model.instructions.CastInstruction;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Writes what records derive from their components in half as much code as the compiler does. It compares the classes of two
 * records, where being an instance says the same, for no class is below a record; and it writes out the making of each text.
 */
public final class PlainRecords implements TeaVMPlugin, ClassHolderTransformer {
    private static final String RECORD = "java.lang.Record";
    private static final String DERIVING = "java.lang.runtime.ObjectMethods";
    private static final MethodDescriptor EQUALS = new MethodDescriptor("equals", Object.class, boolean.class);
    private static final MethodDescriptor TEXT = new MethodDescriptor("toString", String.class);

    @Override
    public void install(TeaVMHost host) {
        host.add(this);
    }

    @Override
    public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
        if (!RECORD.equals(type.getParent())) {
            return;
        }
        List<FieldHolder> components = new ArrayList<>();
        for (FieldHolder field : type.getFields()) {
            if (!field.hasModifier(ElementModifier.STATIC)) {
                components.add(field);
            }
        }
        if (isDerived(type.getMethod(EQUALS))) {
            compare(type, components, ProgramEmitter.create(type.getMethod(EQUALS), context.getHierarchy()));
        }
        if (isDerived(type.getMethod(TEXT))) {
            print(type, components, ProgramEmitter.create(type.getMethod(TEXT), context.getHierarchy()));
        }
    }

    private static boolean isDerived(MethodHolder method) {
        ProgramReader program = method == null ? null : method.getProgram();
        boolean[] derived = new boolean[1];
        for (int i = 0; program != null && i < program.basicBlockCount(); i++) {
            BasicBlockReader block = program.basicBlockAt(i);
            block.readAllInstructions(new AbstractInstructionReader() {
                @Override
                public void invokeDynamic(
                        VariableReader receiver,
                        VariableReader instance,
                        MethodDescriptor called,
                        List<? extends VariableReader> arguments,
                        MethodHandle bootstrap,
                        List<RuntimeConstant> constants) {
                    derived[0] |= bootstrap.getClassName().equals(DERIVING);
                }
            });
        }
        return derived[0];
    }

    private static void compare(ClassHolder type, List<FieldHolder> components, ProgramEmitter body) {
        ValueType own = ValueType.object(type.getName());
        ValueEmitter self = body.var(0, own);
        ValueEmitter other = body.var(1, Object.class);
        body.when(other.instanceOf(own).isTrue().not())
                .thenDo(() -> body.constant(0).returnValue());
        ValueEmitter that = known(body, other, own);
        for (FieldHolder component : components) {
            body.when(equal(body, get(self, component), get(that, component)).not())
                    .thenDo(() -> body.constant(0).returnValue());
        }
        body.constant(1).returnValue();
    }

    /** Without asking once more. */
    private static ValueEmitter known(ProgramEmitter body, ValueEmitter value, ValueType type) {
        ValueEmitter known = body.newVar(type);
        CastInstruction cast = new CastInstruction();
        cast.setValue(value.getVariable());
        cast.setReceiver(known.getVariable());
        cast.setTargetType(type);
        cast.setWeak(true);
        body.addInstruction(cast);
        return known;
    }

    private static ValueEmitter get(ValueEmitter record, FieldHolder component) {
        return record.getField(component.getName(), component.getType());
    }

    private static ConditionEmitter equal(ProgramEmitter body, ValueEmitter one, ValueEmitter other) {
        ValueType type = one.getType();
        if (type == ValueType.DOUBLE) {
            return body.invoke(Double.class, "compare", int.class, one, other).isEqualTo(body.constant(0));
        }
        if (type == ValueType.FLOAT) {
            return body.invoke(Float.class, "compare", int.class, one, other).isEqualTo(body.constant(0));
        }
        if (type instanceof ValueType.Primitive) {
            return one.isEqualTo(other);
        }
        return body.invoke(Objects.class, "equals", boolean.class, one.cast(Object.class), other.cast(Object.class))
                .isTrue();
    }

    private static void print(ClassHolder type, List<FieldHolder> components, ProgramEmitter body) {
        ValueEmitter self = body.var(0, ValueType.object(type.getName()));
        ValueEmitter values = body.constructArray(Object.class, components.size());
        StringBuilder shape =
                new StringBuilder(type.getSimpleName() == null ? simple(type.getName()) : type.getSimpleName());
        for (int i = 0; i < components.size(); i++) {
            FieldHolder component = components.get(i);
            shape.append(';').append(component.getName());
            ValueEmitter value = get(self, component);
            ValueEmitter boxed = value.getType() instanceof ValueType.Primitive ? value.box() : value;
            values.setElement(i, boxed.cast(Object.class));
        }
        body.invoke(RecordText.class, "of", String.class, body.constant(shape.toString()), values)
                .returnValue();
    }

    private static String simple(String name) {
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }
}
