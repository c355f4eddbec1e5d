package ankurah.examples.helpdesk;

import ankurah.model.Counter;
import ankurah.model.Index;
import ankurah.model.Model;

/**
 * Something that somebody wants done.
 *
 * @param priority the greater, the sooner
 * @param votes of people who want it too; votes that are cast at once add up
 */
@Model
@Index({"open", "priority DESC"})
public record Ticket(
        String title, int priority, boolean open, @Counter long votes) {}
