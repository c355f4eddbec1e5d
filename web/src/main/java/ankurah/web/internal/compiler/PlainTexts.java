package ankurah.web.internal.compiler;

import ankurah.web.internal.run.Joined;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.StringConcatFactory;
import java.util.ArrayList;
import java.util.List;
import org.teavm.dependency.BootstrapMethodSubstitutor;
import org.teavm.dependency.DynamicCallSite;
import org.teavm.model.MethodReference;
import org.teavm.model.RuntimeConstant;
import org.teavm.model.ValueType;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.model.emit.ValueEmitter;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/** Joins texts by one call each ({@link Joined}), where the compiler writes one for every part. */
public final class PlainTexts implements TeaVMPlugin, BootstrapMethodSubstitutor {
    private static final char CONSTANT = '\2';

    @Override
    public void install(TeaVMHost host) {
        host.add(
                new MethodReference(
                        StringConcatFactory.class,
                        "makeConcatWithConstants",
                        MethodHandles.Lookup.class,
                        String.class,
                        MethodType.class,
                        String.class,
                        Object[].class,
                        CallSite.class),
                this);
    }

    @Override
    public ValueEmitter substitute(DynamicCallSite site, ProgramEmitter body) {
        List<ValueEmitter> values = new ArrayList<>();
        for (int i = 0; i < site.getArguments().size(); i++) {
            values.add(value(site.getArguments().get(i), site.getCalledMethod().parameterType(i), body));
        }
        ValueEmitter recipe = body.constant(recipe(site.getBootstrapArguments()));
        if (values.size() <= Joined.MOST_ALONE) {
            List<ValueEmitter> all = new ArrayList<>(values);
            all.addFirst(recipe);
            return body.invoke(Joined.class, "of", String.class, all.toArray(ValueEmitter[]::new));
        }
        ValueEmitter array = body.constructArray(Object.class, values.size());
        for (int i = 0; i < values.size(); i++) {
            array.setElement(i, values.get(i));
        }
        return body.invoke(Joined.class, "ofAll", String.class, recipe, array);
    }

    private static ValueEmitter value(ValueEmitter value, ValueType type, ProgramEmitter body) {
        if (!(type instanceof ValueType.Primitive primitive)) {
            return value.cast(Object.class);
        }
        ValueEmitter wide = switch (primitive.getKind()) {
            case BYTE, SHORT -> body.var(value.getVariable(), ValueType.INTEGER);
            default -> body.var(value.getVariable(), type);
        };
        return body.invoke(String.class, "valueOf", String.class, wide).cast(Object.class);
    }

    /** With the constants that javac keeps beside it, which are what no recipe can hold, written into it. */
    private static String recipe(List<RuntimeConstant> constants) {
        StringBuilder recipe = new StringBuilder();
        int next = 1;
        for (char part : constants.getFirst().getString().toCharArray()) {
            if (part == CONSTANT) {
                recipe.append(text(constants.get(next++)));
            } else {
                recipe.append(part);
            }
        }
        return recipe.toString();
    }

    private static String text(RuntimeConstant constant) {
        String text = constant.getKind() == RuntimeConstant.STRING ? constant.getString() : null;
        if (text == null || text.indexOf(Joined.VALUE) >= 0) {
            throw new IllegalArgumentException("a text is joined with a constant that no recipe can hold");
        }
        return text;
    }
}
