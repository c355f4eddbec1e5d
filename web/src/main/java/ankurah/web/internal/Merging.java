package ankurah.web.internal;

import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.internal.gate.DurableBackend;
import ankurah.core.internal.gate.GateLimits;
import ankurah.core.internal.gate.Outcome;
import ankurah.core.internal.gate.Source;
import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.event.internal.Hex;
import ankurah.storage.EngineOptions;
import ankurah.storage.EntityState;
import ankurah.storage.MemoryStorage;
import ankurah.storage.StorageSnapshot;
import ankurah.web.internal.Author.Write;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Concurrent histories, offered to a durable node in every order of arrival: the states they all end in. */
public final class Merging {
    private final Transcript out;
    private final Dice dice = new Dice(15);
    private final Author author = new Author(dice);

    private Merging(Transcript out) {
        this.out = out;
    }

    public static void write(Transcript out) {
        out.section("merging");
        Merging merging = new Merging(out);
        merging.chainAgainstOne();
        for (int i = 0; i < 6; i++) {
            merging.randomHistory(i);
        }
    }

    /** A chain of two writes races a third concurrent one; a last write has seen them all. */
    private void chainAgainstOne() {
        Commit genesis = author.commit(Write.genesis("name", Value.of("first")));
        EntityId id = genesis.events().getFirst().entity();
        Clock founded = head(genesis);
        Commit one = author.commit(Write.edit(id, founded, "name", Value.of("one")));
        Commit other = author.commit(Write.edit(id, founded, "name", Value.of("other")));
        Commit two = author.commit(Write.edit(id, head(one), "name", Value.of("two")));
        Commit clear = author.commit(Write.edit(id, founded, "year", Value.NULL));
        List<Commit> commits = List.of(genesis, one, other, two, clear);
        List<List<Commit>> orders = new ArrayList<>();
        permute(commits, new ArrayList<>(), orders);
        offer("chain against one", orders);
    }

    private void randomHistory(int number) {
        List<Commit> commits = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            author.skip(dice.below(5));
            List<Write> writes = new ArrayList<>();
            for (int w = dice.below(3); w >= 0; w--) {
                writes.add(write(events));
            }
            Commit commit = author.commit(writes.toArray(new Write[0]));
            commits.add(commit);
            events.addAll(commit.events());
        }
        List<List<Commit>> orders = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            orders.add(shuffled(commits));
        }
        offer("history " + number, orders);
    }

    /** A write upon any one or two events there are, so histories fork at will. */
    private Write write(List<Event> events) {
        String property = "p" + dice.below(3);
        Value value = dice.below(5) == 0 ? Value.NULL : Value.of(dice.below(1000));
        if (events.isEmpty() || dice.below(6) == 0) {
            return Write.genesis(property, value);
        }
        Event parent = events.get(dice.below(events.size()));
        Event second = events.get(dice.below(events.size()));
        Clock parents =
                second.entity().equals(parent.entity()) ? Clock.of(parent.id(), second.id()) : Clock.of(parent.id());
        return new Write(parent.entity(), parents, List.of(Operation.write(property, value)));
    }

    private void offer(String label, List<List<Commit>> orders) {
        Set<String> ends = new LinkedHashSet<>();
        for (List<Commit> order : orders) {
            StringBuilder outcomes = new StringBuilder();
            ends.add(arrive(order, outcomes));
            out.line(label, outcomes.toString());
        }
        out.line("different ends", ends.size());
        ends.forEach(end -> out.line("end", end));
    }

    private String arrive(List<Commit> order, StringBuilder outcomes) {
        EngineOptions options = EngineOptions.of(new Dice(16), LonePlatform.SHA).withSystem(author.system);
        try (DurableBackend node = DurableBackend.open(
                MemoryStorage.open(options), Policy.allowAll(), new LonePlatform().platform(17), GateLimits.DEFAULT)) {
            Source source = new Source("peer", (commit, outcome) -> outcomes.append(letter(outcome)));
            for (Commit commit : order) {
                outcomes.append(letter(node.submit(commit, Principal.ANONYMOUS, source)));
                if (dice.below(4) == 0) {
                    outcomes.append(letter(node.submit(commit, Principal.ANONYMOUS, source)));
                }
            }
            return states(node, order);
        }
    }

    private static String letter(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted accepted -> accepted.fresh() ? "a" : "h";
            case Outcome.Parked parked -> "p" + parked.missing().size();
            case Outcome.Refused refused -> " " + refused.reason().code() + " ";
        };
    }

    private static String states(DurableBackend node, List<Commit> order) {
        Set<EntityId> entities = new TreeSet<>();
        order.forEach(commit -> commit.events().forEach(event -> entities.add(event.entity())));
        StringBuilder text = new StringBuilder();
        try (StorageSnapshot snapshot = node.storage().snapshot()) {
            for (EntityId id : entities) {
                EntityState state = snapshot.state("album", id);
                text.append(state == null ? "none" : Hex.encode(state.encode())).append(' ');
            }
        }
        return text.toString();
    }

    private static Clock head(Commit commit) {
        return Clock.of(commit.events().getLast().id());
    }

    private static void permute(List<Commit> left, List<Commit> chosen, List<List<Commit>> into) {
        if (left.isEmpty()) {
            into.add(List.copyOf(chosen));
        }
        for (int i = 0; i < left.size(); i++) {
            List<Commit> rest = new ArrayList<>(left);
            chosen.add(rest.remove(i));
            permute(rest, chosen, into);
            chosen.removeLast();
        }
    }

    private List<Commit> shuffled(List<Commit> commits) {
        List<Commit> order = new ArrayList<>(commits);
        for (int i = order.size() - 1; i > 0; i--) {
            order.set(i, order.set(dice.below(i + 1), order.get(i)));
        }
        return order;
    }
}
