package ankurah.examples.helpdesk;

import ankurah.core.Context;
import ankurah.core.model.TypedQuery;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tickets over REST. A change made here reaches live clients at once, and theirs are seen here. */
@RestController
@RequestMapping("/tickets")
class TicketController {
    private static final int DEFAULT_PRIORITY = 3;

    private final Context ctx;

    TicketController(Context ctx) {
        this.ctx = ctx;
    }

    /** What a caller may say of a ticket; what is left out stays as it is. */
    record Wanted(
            @Nullable String title,
            @Nullable Integer priority,
            @Nullable Boolean open) {}

    private static TypedQuery<TicketView> open() {
        return Tickets.where(Tickets.OPEN.eq(true)).orderBy(Tickets.PRIORITY.desc());
    }

    @GetMapping
    List<TicketRow> list() {
        return open().list(ctx).stream().map(TicketRow::of).toList();
    }

    @GetMapping("/{id}")
    TicketRow get(@PathVariable String id) {
        return TicketRow.of(Tickets.get(ctx, ref(id)));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    TicketRow create(@RequestBody Wanted wanted) {
        String title = wanted.title();
        if (title == null || title.isBlank()) {
            throw new AnkurahException.Invalid("ticket.title", "a ticket has a title");
        }
        Integer given = wanted.priority();
        int priority = given == null ? DEFAULT_PRIORITY : given;
        return TicketRow.of(ctx.transact(tx -> Tickets.create(tx, new Ticket(title, priority, true, 0)))
                .value());
    }

    @PatchMapping("/{id}")
    TicketRow change(@PathVariable String id, @RequestBody Wanted wanted) {
        return TicketRow.of(ctx.transact(tx -> {
                    TicketEdit edit = Tickets.edit(tx, ref(id));
                    if (wanted.title() != null) {
                        edit.title(wanted.title());
                    }
                    if (wanted.priority() != null) {
                        edit.priority(wanted.priority());
                    }
                    if (wanted.open() != null) {
                        edit.open(wanted.open());
                    }
                    return Tickets.get(tx, ref(id));
                })
                .value());
    }

    @PostMapping("/{id}/votes")
    TicketRow vote(@PathVariable String id) {
        return TicketRow.of(ctx.transact(tx -> {
                    Tickets.edit(tx, ref(id)).votes().add(1);
                    return Tickets.get(tx, ref(id));
                })
                .value());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        ctx.run(tx -> Tickets.edit(tx, ref(id)).delete());
    }

    /** The open tickets, now and after each change, as server-sent events. */
    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live() {
        return LiveTickets.stream(open().live(ctx));
    }

    private static TicketRef ref(String id) {
        return Tickets.ref(EntityId.parse(id));
    }
}
