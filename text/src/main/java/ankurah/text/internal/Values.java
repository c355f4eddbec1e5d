package ankurah.text.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JavaScript's values as Java's: null, {@link Undefined}, {@link Boolean}, {@link Double} (every number), {@link Long} (a
 * BigInt), {@link String}, {@code byte[]}, {@link List} and {@link Map}. These are what is kept; outside, whole numbers are
 * {@link Long}s.
 */
final class Values {
    /** Beyond this depth values are refused, so that recursion is bounded. */
    static final int DEEPEST = 200;

    private static final double EXACT = 0x1p53;

    enum Undefined {
        UNDEFINED
    }

    private Values() {}

    /** What is kept for a value given from outside. */
    static @Nullable Object inward(@Nullable Object value) {
        return inward(value, 0);
    }

    private static @Nullable Object inward(@Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("a value is nested deeper than " + DEEPEST);
        }
        if (value instanceof Number number) {
            double real = number.doubleValue();
            if (Double.isNaN(real) || Double.isInfinite(real)) {
                throw new IllegalArgumentException("JSON has no number " + real);
            }
            return real;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> kept = new ArrayList<>(list.size());
            for (Object element : list) {
                kept.add(inward(element, depth + 1));
            }
            return kept;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> kept = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                kept.put(String.valueOf(entry.getKey()), inward(entry.getValue(), depth + 1));
            }
            return inOrder(kept);
        }
        if (value == null || value instanceof Boolean || value instanceof String) {
            return value;
        }
        throw new IllegalArgumentException(
                "a value must be one that JSON has, not a " + value.getClass().getName());
    }

    /** What is shown outside of a value that is kept. */
    static @Nullable Object outward(@Nullable Object value) {
        if (value instanceof Double number) {
            double real = number;
            boolean whole = real == Math.rint(real) && Math.abs(real) <= EXACT && (real != 0 || 1 / real > 0);
            if (whole) {
                return (long) real;
            }
            return number;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> shown = new ArrayList<>(list.size());
            for (Object element : list) {
                shown.add(outward(element));
            }
            return Collections.unmodifiableList(shown);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> shown = new LinkedHashMap<>();
            map.forEach((key, element) -> shown.put((String) key, outward(element)));
            return Collections.unmodifiableMap(shown);
        }
        return value == Undefined.UNDEFINED ? null : value;
    }

    static Map<String, @Nullable Object> outward(Map<String, @Nullable Object> attributes) {
        if (attributes.isEmpty()) {
            return Map.of();
        }
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        attributes.forEach((key, value) -> shown.put(key, outward(value)));
        return shown;
    }

    static Map<String, @Nullable Object> inward(Map<String, @Nullable Object> attributes) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        attributes.forEach((key, value) -> kept.put(key, inward(value)));
        return inOrder(kept);
    }

    /** JavaScript's order of an object's keys: array indexes ascending, then the others as they came. */
    static Map<String, @Nullable Object> inOrder(Map<String, @Nullable Object> map) {
        List<String> indexes = new ArrayList<>();
        for (String key : map.keySet()) {
            if (isIndex(key)) {
                indexes.add(key);
            }
        }
        if (indexes.isEmpty()) {
            return map;
        }
        indexes.sort((a, b) -> Long.compare(Long.parseLong(a), Long.parseLong(b)));
        Map<String, @Nullable Object> ordered = new LinkedHashMap<>();
        for (String key : indexes) {
            ordered.put(key, map.get(key));
        }
        map.forEach(ordered::putIfAbsent);
        return ordered;
    }

    private static boolean isIndex(String key) {
        int length = key.length();
        if (length == 0 || length > 10 || length > 1 && key.charAt(0) == '0') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (key.charAt(i) < '0' || key.charAt(i) > '9') {
                return false;
            }
        }
        return Long.parseLong(key) < 0xffffffffL;
    }

    /** Equal as Yjs compares attributes: like {@code ===}, and objects by their members, one level deep. */
    static boolean same(@Nullable Object a, @Nullable Object b) {
        if (identical(a, b)) {
            return true;
        }
        Map<?, ?> left = members(a);
        Map<?, ?> right = members(b);
        if (left == null || right == null || left.size() != right.size()) {
            return false;
        }
        for (Map.Entry<?, ?> entry : left.entrySet()) {
            if (!right.containsKey(entry.getKey()) || !identical(entry.getValue(), right.get(entry.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Map<?, ?> members(@Nullable Object value) {
        if (value instanceof List<?> list) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            for (int i = 0; i < list.size(); i++) {
                members.put(Integer.toString(i), list.get(i));
            }
            return members;
        }
        return value instanceof Map<?, ?> map ? map : null;
    }

    @SuppressWarnings("ReferenceEquality") // objects are compared as JavaScript compares them
    static boolean identical(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Double x && b instanceof Double y) {
            return x.doubleValue() == y.doubleValue();
        }
        if (a instanceof String || a instanceof Boolean || a instanceof Long) {
            return a.equals(b);
        }
        return a == b;
    }
}
