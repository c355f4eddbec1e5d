package ankurah.web.internal.compiler;

import ankurah.web.internal.run.HostDoubles;
import ankurah.web.internal.run.HostLog;
import ankurah.web.internal.run.HostText;
import java.util.ArrayList;
import java.util.Locale;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHolder;
import org.teavm.model.ValueType;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.model.emit.ValueEmitter;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Has the host do what the browser's class library brings much code and large tables for: doubles as text, text as UTF-8, lower
 * case, and printing. Each method named here gets another body and does what it did.
 */
public final class HostLibrary implements TeaVMPlugin, ClassHolderTransformer {
    private static final String TEXT = "org.teavm.classlib.impl.text.";
    private static final String PRINTED = TEXT + "DoubleAnalyzer$Result";

    @Override
    public void install(TeaVMHost host) {
        host.add(this);
    }

    @Override
    public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
        switch (type.getName()) {
            case TEXT + "DoubleAnalyzer", TEXT + "DoubleSynthesizer" -> doubles(type, context);
            case "ankurah.event.internal.Utf8" -> {
                for (MethodHolder method : type.getMethods()) {
                    utf8(method, context);
                }
            }
            case "java.lang.String", "java.lang.Character" -> {
                for (MethodHolder method : type.getMethods()) {
                    lower(method, context);
                }
            }
            case "java.util.Locale" ->
                noLanguages(type.getMethod(new MethodDescriptor("<clinit>", void.class)), context);
            case "java.lang.System$ConsoleLogger" -> {
                for (MethodHolder method : type.getMethods()) {
                    log(method, context);
                }
            }
            case "java.lang.DefaultUncaughtExceptionHandler" -> {
                for (MethodHolder method : type.getMethods()) {
                    if (method.getName().equals("uncaughtException")) {
                        ProgramEmitter body = body(method, context);
                        body.invoke(HostLog.class, "uncaught", body.var(2, Throwable.class));
                        body.exit();
                    }
                }
            }
            default -> {}
        }
    }

    private static ProgramEmitter body(MethodHolder method, ClassHolderTransformerContext context) {
        return ProgramEmitter.create(method, context.getHierarchy());
    }

    private static void doubles(ClassHolder type, ClassHolderTransformerContext context) {
        for (MethodHolder method : new ArrayList<>(type.getMethods())) {
            switch (method.getName()) {
                case "analyze" -> {
                    ProgramEmitter body = body(method, context);
                    ValueEmitter value = body.var(1, double.class);
                    ValueEmitter printed =
                            body.var(2, context.getHierarchy().getClassSource().get(PRINTED));
                    printed.setField("mantissa", body.invoke(HostDoubles.class, "mantissa", long.class, value));
                    printed.setField("exponent", body.invoke(HostDoubles.class, "exponent", int.class, value));
                    printed.setField("sign", body.invoke(HostDoubles.class, "isNegative", boolean.class, value));
                    body.exit();
                }
                case "fastIntLog10" -> {
                    ProgramEmitter body = body(method, context);
                    body.invoke(HostDoubles.class, "exponent", int.class, body.var(1, double.class))
                            .returnValue();
                }
                case "synthesizeDouble" -> {
                    ProgramEmitter body = body(method, context);
                    ValueEmitter mantissa = body.var(1, long.class);
                    ValueEmitter exponent = body.var(2, int.class);
                    ValueEmitter negative = body.var(3, boolean.class);
                    body.invoke(HostDoubles.class, "read", double.class, mantissa, exponent, negative)
                            .returnValue();
                }
                // The tables, and what only reads them.
                default -> type.removeMethod(method);
            }
        }
    }

    private static void utf8(MethodHolder method, ClassHolderTransformerContext context) {
        if (method.getName().equals("bytes")) {
            ProgramEmitter body = body(method, context);
            body.invoke(HostText.class, "bytes", byte[].class, body.var(1, String.class))
                    .returnValue();
        } else if (method.getName().equals("text") && method.parameterCount() == 3) {
            ProgramEmitter body = body(method, context);
            ValueEmitter data = body.var(1, byte[].class);
            ValueEmitter from = body.var(2, int.class);
            ValueEmitter length = body.var(3, int.class);
            body.invoke(HostText.class, "text", String.class, data, from, length)
                    .returnValue();
        }
    }

    /** Lower case without a table of characters and without languages. */
    private static void lower(MethodHolder method, ClassHolderTransformerContext context) {
        if (!method.getName().equals("toLowerCase")) {
            return;
        }
        if (method.parameterCount() == 1 && method.parameterType(0).isObject(Locale.class)) {
            ProgramEmitter body = body(method, context);
            body.invoke(HostText.class, "lower", String.class, body.var(0, String.class))
                    .returnValue();
        } else if (method.parameterCount() == 1 && method.parameterType(0) == ValueType.INTEGER) {
            ProgramEmitter body = body(method, context);
            body.invoke(HostText.class, "lower", int.class, body.var(1, int.class))
                    .returnValue();
        }
    }

    /** Of all languages, only none. */
    private static void noLanguages(MethodHolder initializer, ClassHolderTransformerContext context) {
        ProgramEmitter body = body(initializer, context);
        ValueEmitter none = body.construct(Locale.class, body.constant(""), body.constant(""));
        body.setField(Locale.class, "ROOT", none);
        body.exit();
    }

    /** Of the two, the one that prints. */
    private static void log(MethodHolder method, ClassHolderTransformerContext context) {
        if (method.getName().equals("log") && method.parameterType(3).isObject(Throwable.class)) {
            ProgramEmitter body = body(method, context);
            ValueEmitter level = body.var(1, System.Logger.Level.class);
            ValueEmitter message = body.var(3, String.class);
            ValueEmitter thrown = body.var(4, Throwable.class);
            body.invoke(HostLog.class, "log", level, message, thrown);
            body.exit();
        }
    }
}
