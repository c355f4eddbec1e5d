package ankurah.processor;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import javax.tools.JavaFileObject;

/** Compiles sources in memory. */
final class Compiling {
    private Compiling() {}

    /** With the processor, and every warning the compiler knows of as an error. */
    static Compilation processed(JavaFileObject... sources) {
        return Compiler.javac()
                .withProcessors(new ModelProcessor())
                .withOptions("-Xlint:all,-processing,-classfile,-rawtypes", "-Werror", "-implicit:class")
                .compile(sources);
    }
}
