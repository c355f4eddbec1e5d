package ankurah.text;

import java.util.Map;
import java.util.Set;

/**
 * What an update rests on, told without a document.
 *
 * @param clocks for each client whose structs it names, as neighbours or as what it deletes, the greatest clock; whether
 *     they are in the update itself or have to be there before
 * @param roots the names of the shared types it says it inserts into. What is inserted beside something takes over its
 *     place and is not told
 * @param onlyText whether all it inserts is text, embeds, formats, and elements of XML with their attributes, as far as that
 *     can be told. Of what is inserted beside something only the content is seen
 * @param elements how many elements, or other types, and attributes it inserts
 */
public record UpdateNeeds(Map<Long, Integer> clocks, Set<String> roots, boolean onlyText, int elements) {
    public UpdateNeeds {
        clocks = Map.copyOf(clocks);
        roots = Set.copyOf(roots);
    }
}
