package ankurah.processor;

import ankurah.model.Counter;
import ankurah.model.Default;
import ankurah.model.Document;
import ankurah.model.Index;
import ankurah.model.Model;
import ankurah.model.Text;
import ankurah.model.Was;
import ankurah.processor.internal.ModelReader;
import ankurah.processor.internal.ModelSpec;
import ankurah.processor.internal.Problems;
import ankurah.processor.internal.Strays;
import ankurah.processor.internal.Unresolved;
import ankurah.processor.internal.write.ModelWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * Writes for each record marked {@link Model} the code that reads and changes its rows, and the same for TypeScript. What is
 * written for a record depends on that record and the types it names, and on nothing else, so builds may run it for the
 * changed records alone.
 *
 * <p>A record whose types are written by other processors is read in the round in which they are there. Mistakes are told at
 * the component or annotation that makes them; nothing is written for the record then.
 */
public final class ModelProcessor extends AbstractProcessor {
    private static final Set<Class<?>> ANNOTATIONS = Set.of(
            Model.class,
            Default.class,
            Was.class,
            Index.class,
            Index.All.class,
            Counter.class,
            Text.class,
            Document.class);

    /** By name: what an element names may look different in the next round. */
    private Set<String> waiting = new LinkedHashSet<>();

    /** For the compiler, which finds it by name. */
    public ModelProcessor() {}

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return ANNOTATIONS.stream().map(Class::getCanonicalName).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        if (round.processingOver()) {
            return false; // The compiler itself tells what is still missing.
        }
        Problems problems = new Problems(processingEnv.getMessager());
        for (Class<?> annotation : ANNOTATIONS) {
            TypeElement type = processingEnv.getElementUtils().getTypeElement(annotation.getCanonicalName());
            if (type != null && annotation != Model.class) {
                round.getElementsAnnotatedWith(type).forEach(element -> Strays.check(element, type, problems));
            }
        }
        for (Element element : marked(round)) {
            read(element, problems);
        }
        return false;
    }

    private List<Element> marked(RoundEnvironment round) {
        Set<Element> elements = new LinkedHashSet<>();
        for (String name : waiting) {
            TypeElement type = processingEnv.getElementUtils().getTypeElement(name);
            if (type != null) {
                elements.add(type);
            }
        }
        waiting = new LinkedHashSet<>();
        elements.addAll(round.getElementsAnnotatedWith(Model.class));
        return List.copyOf(elements);
    }

    private void read(Element element, Problems problems) {
        if (element instanceof TypeElement type && Unresolved.isIn(type)) {
            waiting.add(type.getQualifiedName().toString());
            return;
        }
        problems.startAnew();
        ModelSpec model = new ModelReader(processingEnv, problems).read(element);
        if (model != null && problems.areNone()) {
            new ModelWriter(processingEnv.getFiler(), problems).write(model);
        }
    }
}
