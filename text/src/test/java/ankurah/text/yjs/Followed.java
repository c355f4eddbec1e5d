package ankurah.text.yjs;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.text.SharedText;
import ankurah.text.TextDelta;
import ankurah.text.TextEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A text as somebody knows it who hears only of its changes. */
final class Followed {
    /** One unit long: a UTF-16 unit, an embed or a type. */
    private record Unit(TextDelta part, Map<String, @Nullable Object> attributes) {
        boolean isHalf() {
            return part instanceof TextDelta.Insert(String text, var none) && text.equals("\ufffd");
        }

        boolean isSurrogate() {
            return part instanceof TextDelta.Insert(String text, var none) && Character.isSurrogate(text.charAt(0));
        }
    }

    private final SharedText text;
    private final List<Unit> units = new ArrayList<>();

    Followed(SharedText text) {
        this.text = text;
        text.observe(this::follow);
    }

    private void follow(TextEvent event) {
        int at = 0;
        for (TextDelta step : event.delta()) {
            switch (step) {
                case TextDelta.Retain(int length, var attributes) -> {
                    for (int end = at + length; at < end; at++) {
                        units.set(at, format(units.get(at), attributes));
                    }
                }
                case TextDelta.Delete(int length) ->
                    units.subList(at, at + length).clear();
                default -> {
                    List<Unit> inserted = unitsOf(step);
                    units.addAll(at, inserted);
                    at += inserted.size();
                }
            }
        }
    }

    private static Unit format(Unit unit, Map<String, @Nullable Object> attributes) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(unit.attributes);
        attributes.forEach((key, value) -> {
            if (value == null) {
                changed.remove(key);
            } else {
                changed.put(key, value);
            }
        });
        return new Unit(unit.part, changed);
    }

    private static List<Unit> unitsOf(TextDelta part) {
        return switch (part) {
            case TextDelta.Insert(String text, var attributes) ->
                text.chars()
                        .mapToObj(c -> new Unit(new TextDelta.Insert(String.valueOf((char) c)), attributes))
                        .toList();
            case TextDelta.Embed(Object value, var attributes) ->
                List.of(new Unit(new TextDelta.Embed(value, Map.of()), attributes));
            case TextDelta.Nested(String kind, var attributes) ->
                List.of(new Unit(new TextDelta.Nested(kind, Map.of()), attributes));
            default -> throw new AssertionError("inserts nothing: " + part);
        };
    }

    /** The changes led here. Only that a surrogate pair was cut in two nobody is told, by Yjs neither. */
    void check() {
        List<Unit> now = new ArrayList<>();
        text.toDelta().forEach(part -> now.addAll(unitsOf(part)));
        for (int i = 0; i < Math.min(now.size(), units.size()); i++) {
            if (now.get(i).isHalf() && units.get(i).isSurrogate()) {
                units.set(i, new Unit(now.get(i).part, units.get(i).attributes));
            }
        }
        if (!now.equals(units)) {
            assertThat(units)
                    .as("what follows from the changes of " + text.name())
                    .isEqualTo(now);
        }
    }

    /** A unit for each place, {@link Edit#EMBED} for what is no text. */
    static String units(SharedText text) {
        StringBuilder units = new StringBuilder(text.length());
        for (TextDelta part : text.toDelta()) {
            units.append(part instanceof TextDelta.Insert(String inserted, var attributes) ? inserted : Edit.EMBED);
        }
        return units.toString();
    }
}
