package ankurah.examples.helpdesk;

/** A ticket as REST callers see it. */
record TicketRow(String id, String title, int priority, boolean open, long votes) {
    static TicketRow of(TicketView ticket) {
        return new TicketRow(ticket.id().toString(), ticket.title(), ticket.priority(), ticket.open(), ticket.votes());
    }
}
