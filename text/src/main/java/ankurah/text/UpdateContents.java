package ankurah.text;

import java.util.List;

/**
 * What an update says, without its text.
 *
 * @param structs what it inserts: ranges in the order of the update, those that touch made one
 * @param deletions what it deletes: ranges in the order of the update
 */
public record UpdateContents(List<IdRange> structs, List<IdRange> deletions) {
    public UpdateContents {
        structs = List.copyOf(structs);
        deletions = List.copyOf(deletions);
    }
}
