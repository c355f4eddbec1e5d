package ankurah.web.internal.run;

import org.jspecify.annotations.Nullable;

/**
 * Texts that are joined of constants and values. A recipe holds the constants, and {@link #VALUE} where a value goes: so a place
 * that joins six parts is one constant and one call.
 */
public final class Joined {
    /** Stands for a value; the compiler joins no constant that holds it. */
    public static final char VALUE = '\1';

    /** How many values have a method of their own. */
    public static final int MOST_ALONE = 4;

    private Joined() {}

    public static String of(String recipe, @Nullable Object one) {
        return ofAll(recipe, new @Nullable Object[] {one});
    }

    public static String of(String recipe, @Nullable Object one, @Nullable Object two) {
        return ofAll(recipe, new @Nullable Object[] {one, two});
    }

    public static String of(String recipe, @Nullable Object one, @Nullable Object two, @Nullable Object three) {
        return ofAll(recipe, new @Nullable Object[] {one, two, three});
    }

    public static String of(
            String recipe, @Nullable Object one, @Nullable Object two, @Nullable Object three, @Nullable Object four) {
        return ofAll(recipe, new @Nullable Object[] {one, two, three, four});
    }

    /** As many values as places for them. */
    public static String ofAll(String recipe, @Nullable Object[] values) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (Object value : values) {
            int place = recipe.indexOf(VALUE, from);
            text.append(recipe, from, place).append(value);
            from = place + 1;
        }
        return text.append(recipe, from, recipe.length()).toString();
    }
}
