package ankurah.core.testkit;

import ankurah.event.EventId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The orders of arrival that have causes before effects. */
final class Orders {
    private static final int MOST = 150;

    private Orders() {}

    static List<List<Told>> all(Story<?> story) {
        List<List<Told>> orders = new ArrayList<>();
        extend(story.inIdOrder(), new ArrayList<>(), new HashSet<>(), orders);
        return orders;
    }

    private static void extend(List<Told> left, List<Told> taken, Set<EventId> ids, List<List<Told>> orders) {
        if (left.isEmpty()) {
            orders.add(List.copyOf(taken));
        }
        for (Told next : left) {
            if (orders.size() < MOST && ids.containsAll(next.after())) {
                List<Told> rest = new ArrayList<>(left);
                rest.remove(next);
                taken.add(next);
                ids.add(next.id());
                extend(rest, taken, ids, orders);
                taken.removeLast();
                ids.remove(next.id());
            }
        }
    }

    static List<Told> random(Story<?> story, Random random) {
        List<Told> left = new ArrayList<>(story.inIdOrder());
        Set<EventId> ids = new HashSet<>();
        List<Told> order = new ArrayList<>();
        while (!left.isEmpty()) {
            // Mostly from the front, so that operations come late by little and by much.
            int reach = random.nextInt(4) == 0 ? left.size() : Math.min(left.size(), 8);
            int at = random.nextInt(reach);
            while (!ids.containsAll(left.get(at).after())) {
                at--;
            }
            Told next = left.remove(at);
            order.add(next);
            ids.add(next.id());
        }
        return order;
    }
}
