package ankurah.web.internal.compiler;

import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ElementModifier;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.Program;
import org.teavm.model.instructions.MonitorEnterInstruction;
import org.teavm.model.instructions.MonitorExitInstruction;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Takes the monitors out of our classes.
 *
 * <p>The browser has one thread, and a coroutine loses it only where it awaits something. The house holds no monitor there, so
 * nobody ever finds one held, and entering one does nothing. The compiler cannot know that: to it every monitor is a place
 * where a coroutine may stop, and so is whatever may call such a place, which in the end is every {@code toString}. All of that
 * would be compiled into code that can be left and entered anew in the middle, which is three times as long and slow.
 */
public final class NoMonitors implements TeaVMPlugin, ClassHolderTransformer {
    private static final String OURS = "ankurah.";

    @Override
    public void install(TeaVMHost host) {
        host.add(this);
    }

    @Override
    public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
        if (!type.getName().startsWith(OURS)) {
            return;
        }
        for (MethodHolder method : type.getMethods()) {
            method.getModifiers().remove(ElementModifier.SYNCHRONIZED);
            Program program = method.getProgram();
            if (program != null) {
                strip(program);
            }
        }
    }

    private static void strip(Program program) {
        for (BasicBlock block : program.getBasicBlocks()) {
            Instruction next = block.getFirstInstruction();
            while (next != null) {
                Instruction instruction = next;
                next = instruction.getNext();
                if (instruction instanceof MonitorEnterInstruction || instruction instanceof MonitorExitInstruction) {
                    instruction.delete();
                }
            }
        }
    }
}
