package ankurah.server.internal.watch;

import ankurah.query.AnkQl;
import ankurah.query.Query;
import ankurah.storage.Plan;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Queries and plans as people may read them. */
final class QueryWords {
    private static final int MOST_CHARACTERS = 500;
    private static final Pattern MANY = Pattern.compile("\\?(, \\?)+");

    private QueryWords() {}

    static String of(Query query, boolean showValues) {
        String text = showValues
                ? AnkQl.print(query.withAfter(null))
                : MANY.matcher(AnkQl.print(query.withoutValues())).replaceAll("?, ..");
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "..";
    }

    /** A plan in words; the predicate that is left to test has the values in it. */
    static String of(Plan plan, boolean showValues) {
        return (showValues ? plan : withoutValues(plan)).toString().replace('\n', ';');
    }

    private static Plan withoutValues(Plan plan) {
        return new Plan(
                plan.collection(),
                plan.access(),
                plan.indexes(),
                plan.ranges(),
                plan.merged(),
                plan.backward(),
                plan.bounded(),
                plan.estimatedRows(),
                plan.order(),
                plan.limit(),
                withoutValues(plan.filter()),
                plan.real(),
                plan.unfinished());
    }

    private static @Nullable String withoutValues(@Nullable String filter) {
        return filter == null ? null : of(Query.where(AnkQl.parsePredicate(filter)), false);
    }
}
