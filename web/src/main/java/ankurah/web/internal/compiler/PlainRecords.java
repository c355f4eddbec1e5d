package ankurah.web.internal.compiler;

import ankurah.web.internal.run.HostRecords;
import ankurah.web.internal.run.RecordText;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.TypeDescriptor;
import java.lang.runtime.ObjectMethods;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import org.teavm.dependency.AbstractDependencyListener;
import org.teavm.dependency.BootstrapMethodSubstitutor;
import org.teavm.dependency.DependencyAgent;
import org.teavm.dependency.DependencyListener;
import org.teavm.dependency.DependencyNode;
import org.teavm.dependency.DynamicCallSite;
import org.teavm.dependency.MethodDependency;
import org.teavm.model.BasicBlock;
import org.teavm.model.FieldReference;
import org.teavm.model.MethodHandle;
import org.teavm.model.MethodReference;
import org.teavm.model.RuntimeConstant;
import org.teavm.model.ValueType;
import org.teavm.model.emit.ConditionEmitter;
import org.teavm.model.emit.PhiEmitter;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.model.emit.ValueEmitter;
import org.teavm.model.instructions.CastInstruction;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Writes what records derive from their components in half as much code as the compiler does. It compares the classes of two
 * records by asking for an instance, which says the same, for no class is below a record; and it writes out the making of each text.
 */
public final class PlainRecords extends AbstractDependencyListener implements TeaVMPlugin, BootstrapMethodSubstitutor {

    private static final List<MethodReference> USED = List.of(
            new MethodReference(Objects.class, "equals", Object.class, Object.class, boolean.class),
            new MethodReference(Objects.class, "hashCode", Object.class, int.class),
            new MethodReference(String.class, "valueOf", Object.class, String.class));

    /** Components of which the compiler is still to be told; not while it reads a class. */
    private final ArrayDeque<MethodHandle> read = new ArrayDeque<>();

    /** Whether what stands behind the compiler compares records, all in the same way. */
    private boolean byFields;

    @Override
    public void install(TeaVMHost host) {
        byFields = Generators.isAskedFor(host);
        host.add((DependencyListener) this);
        host.add(
                new MethodReference(
                        ObjectMethods.class,
                        "bootstrap",
                        MethodHandles.Lookup.class,
                        String.class,
                        TypeDescriptor.class,
                        Class.class,
                        String.class,
                        java.lang.invoke.MethodHandle[].class,
                        Object.class),
                this);
    }

    @Override
    public ValueEmitter substitute(DynamicCallSite site, ProgramEmitter body) {
        List<RuntimeConstant> shape = site.getBootstrapArguments();
        List<MethodHandle> components = shape.subList(2, shape.size()).stream()
                .map(RuntimeConstant::getMethodHandle)
                .toList();
        ValueEmitter self = site.getArguments().getFirst();
        if (byFields) {
            read.addAll(components);
        }
        return switch (site.getCalledMethod().getName()) {
            case "equals" -> {
                ValueEmitter other = site.getArguments().get(1);
                yield byFields
                        ? body.invoke(HostRecords.class, "equal", boolean.class, self.cast(Object.class), other)
                        : equal(shape.getFirst().getValueType(), components, self, other, body);
            }
            case "hashCode" ->
                byFields
                        ? body.invoke(HostRecords.class, "hash", int.class, self.cast(Object.class))
                        : hash(components, self, body);
            case "toString" -> text(site, shape.get(1).getString(), components, self, body);
            default -> throw new IllegalArgumentException(site.getCalledMethod() + " is not derived by a record");
        };
    }

    @Override
    public void methodReached(DependencyAgent agent, MethodDependency method) {
        for (MethodHandle component = read.poll(); component != null; component = read.poll()) {
            use(component, agent);
        }
    }

    /** Tells the compiler what it cannot see: that a component is compared, hashed and printed. */
    private static void use(MethodHandle component, DependencyAgent agent) {
        if (component.getValueType() instanceof ValueType.Primitive) {
            return;
        }
        DependencyNode value = agent.linkField(new FieldReference(component.getClassName(), component.getName()))
                .getValue();
        for (MethodReference called : USED) {
            MethodDependency use = agent.linkMethod(called);
            use.use();
            for (int i = 1; i <= called.parameterCount(); i++) {
                value.connect(use.getVariable(i));
            }
        }
    }

    private static ValueEmitter equal(
            ValueType type, List<MethodHandle> components, ValueEmitter self, ValueEmitter other, ProgramEmitter body) {
        BasicBlock end = body.prepareBlock();
        PhiEmitter result = body.phi(ValueType.INTEGER, end);
        differ(other.instanceOf(type).isTrue(), result, end, body);
        ValueEmitter that = known(body, other, type);
        for (MethodHandle component : components) {
            differ(equal(body, get(self, component), get(that, component)), result, end, body);
        }
        body.constant(1).propagateTo(result);
        body.jump(end);
        body.enter(end);
        return result.getValue();
    }

    /** The answer is no, unless that holds. */
    private static void differ(ConditionEmitter unless, PhiEmitter result, BasicBlock end, ProgramEmitter body) {
        body.when(unless.not()).thenDo(() -> {
            body.constant(0).propagateTo(result);
            body.jump(end);
        });
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

    private static ValueEmitter get(ValueEmitter record, MethodHandle component) {
        return record.getField(component.getName(), component.getValueType());
    }

    private static ConditionEmitter equal(ProgramEmitter body, ValueEmitter one, ValueEmitter other) {
        ValueType type = one.getType();
        if (type == ValueType.DOUBLE) {
            return body.invoke(Double.class, "compare", int.class, one, other).isEqualTo(body.constant(0));
        }
        if (type == ValueType.FLOAT) {
            return body.invoke(Float.class, "compare", int.class, one, other).isEqualTo(body.constant(0));
        }
        if (type == ValueType.LONG) {
            return one.compareTo(other).isEqualTo(body.constant(0));
        }
        if (type instanceof ValueType.Primitive) {
            return one.isEqualTo(other);
        }
        return body.invoke(Objects.class, "equals", boolean.class, one.cast(Object.class), other.cast(Object.class))
                .isTrue();
    }

    private static ValueEmitter hash(List<MethodHandle> components, ValueEmitter self, ProgramEmitter body) {
        ValueEmitter hash = body.constant(0);
        for (MethodHandle component : components) {
            ValueEmitter value = get(self, component);
            Class<?> hashing = switch (component.getValueType()) {
                case ValueType.Primitive primitive ->
                    switch (primitive.getKind()) {
                        case BOOLEAN -> Boolean.class;
                        case BYTE -> Byte.class;
                        case SHORT -> Short.class;
                        case CHARACTER -> Character.class;
                        case INTEGER -> Integer.class;
                        case LONG -> Long.class;
                        case FLOAT -> Float.class;
                        case DOUBLE -> Double.class;
                    };
                default -> Objects.class;
            };
            ValueEmitter hashed = hashing == Objects.class ? value.cast(Object.class) : value;
            hash = hash.mul(31).add(body.invoke(hashing, "hashCode", int.class, hashed));
        }
        return hash;
    }

    private ValueEmitter text(
            DynamicCallSite site, String names, List<MethodHandle> components, ValueEmitter self, ProgramEmitter body) {
        String type = ((ValueType.Object) self.getType()).getClassName();
        String declared = site.getAgent().getClassSource().get(type).getSimpleName();
        String called = declared == null ? simple(type) : declared;
        if (byFields) {
            StringBuilder shape = new StringBuilder(called);
            for (MethodHandle component : components) {
                shape.append(';').append(mark(component.getValueType())).append(component.getName());
            }
            ValueEmitter constant = body.constant(shape.toString());
            return body.invoke(HostRecords.class, "text", String.class, constant, self.cast(Object.class));
        }
        ValueEmitter values = body.constructArray(Object.class, components.size());
        for (int i = 0; i < components.size(); i++) {
            ValueEmitter value = get(self, components.get(i));
            ValueEmitter boxed = value.getType() instanceof ValueType.Primitive ? value.box() : value;
            values.setElement(i, boxed.cast(Object.class));
        }
        String shape = names.isEmpty() ? called : called + ";" + names;
        return body.invoke(RecordText.class, "of", String.class, body.constant(shape), values);
    }

    /** What a host's number would be printed otherwise without. */
    private static String mark(ValueType type) {
        return type == ValueType.BOOLEAN || type == ValueType.CHARACTER || type == ValueType.DOUBLE
                ? type.toString()
                : "";
    }

    private static String simple(String name) {
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }
}
