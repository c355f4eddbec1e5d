package ankurah.text.internal;

import ankurah.text.TextDelta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the steps of a delta; steps of one kind with the same attributes become one. */
final class DeltaBuilder {
    private enum Step {
        NONE,
        INSERT,
        RETAIN,
        DELETE
    }

    private final List<TextDelta> steps = new ArrayList<>();
    private Step step = Step.NONE;
    private final StringBuilder text = new StringBuilder();
    private int length;

    /** In force for text that is inserted, and changed for text that is retained. */
    Map<String, @Nullable Object> inserted = new LinkedHashMap<>();

    Map<String, @Nullable Object> retained = new LinkedHashMap<>();

    private void begin(Step next) {
        if (step != next) {
            end();
            step = next;
        }
    }

    void insert(Characters characters, int from, int units) {
        begin(Step.INSERT);
        characters.appendTo(text, from, units);
    }

    /** Inserts a content that is one unit long and no text. */
    void insert(Object content) {
        end();
        Map<String, @Nullable Object> attributes = Values.outward(inserted);
        if (content instanceof Branch branch) {
            steps.add(new TextDelta.Nested(branch.kindName(), attributes));
        } else if (content instanceof Contents.Embed embed) {
            steps.add(new TextDelta.Embed(Values.outward(embed.value()), attributes));
        }
    }

    void retain(int units) {
        begin(Step.RETAIN);
        length += units;
    }

    void delete(int units) {
        begin(Step.DELETE);
        length += units;
    }

    boolean isInserting() {
        return step == Step.INSERT;
    }

    boolean isRetaining() {
        return step == Step.RETAIN;
    }

    /** Ends the step; the attributes are going to change. */
    void end() {
        switch (step) {
            case INSERT -> {
                if (!text.isEmpty()) {
                    steps.add(new TextDelta.Insert(text.toString(), Values.outward(inserted)));
                    text.setLength(0);
                }
            }
            case RETAIN -> steps.add(new TextDelta.Retain(length, Values.outward(retained)));
            case DELETE -> steps.add(new TextDelta.Delete(length));
            case NONE -> {}
        }
        length = 0;
        step = Step.NONE;
    }

    /** The steps, without retaining at the end what does not change. */
    List<TextDelta> build() {
        end();
        while (!steps.isEmpty()
                && steps.getLast() instanceof TextDelta.Retain last
                && last.attributes().isEmpty()) {
            steps.removeLast();
        }
        return steps;
    }
}
