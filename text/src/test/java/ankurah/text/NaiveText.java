package ankurah.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The text CRDT as plainly as it can be written: a list of single characters, each with the ids of the two it was inserted
 * between. It has no runs, no index, no merging and no encoding, only the rule; what it says the order is, the order must be.
 */
final class NaiveText {
    record Id(int client, int clock) {}

    /** A character, or its deletion. */
    sealed interface Operation {
        record Insert(Id id, @Nullable Id left, @Nullable Id right, char c) implements Operation {}

        record Delete(Id id) implements Operation {}
    }

    private static final class Unit {
        final Operation.Insert insert;
        boolean deleted;

        Unit(Operation.Insert insert) {
            this.insert = insert;
        }
    }

    private final List<Unit> units = new ArrayList<>();
    private final int client;
    private int clock;

    NaiveText(int client) {
        this.client = client;
    }

    String string() {
        StringBuilder text = new StringBuilder();
        units.stream().filter(unit -> !unit.deleted).forEach(unit -> text.append(unit.insert.c()));
        return text.toString();
    }

    /** Inserts behind what was deleted there, as the real one does. */
    List<Operation> insert(int index, String text) {
        List<Operation> operations = new ArrayList<>();
        int place = 0;
        for (int visible = 0; place < units.size(); place++) {
            if (!units.get(place).deleted && visible++ == index) {
                break;
            }
        }
        Id right = place < units.size() ? units.get(place).insert.id() : null;
        for (char c : text.toCharArray()) {
            Id left = place == 0 ? null : units.get(place - 1).insert.id();
            Operation.Insert insert = new Operation.Insert(new Id(client, clock++), left, right, c);
            units.add(place++, new Unit(insert));
            operations.add(insert);
        }
        return operations;
    }

    List<Operation> delete(int index, int length) {
        List<Operation> operations = new ArrayList<>();
        int visible = 0;
        for (Unit unit : units) {
            if (!unit.deleted && visible++ >= index && operations.size() < length) {
                unit.deleted = true;
                operations.add(new Operation.Delete(unit.insert.id()));
            }
        }
        return operations;
    }

    /** Applies what another did; what it builds on is there. */
    void apply(Operation operation) {
        if (operation instanceof Operation.Delete delete) {
            units.get(find(delete.id())).deleted = true;
        } else if (operation instanceof Operation.Insert insert && find(insert.id()) < 0) {
            integrate(insert);
        }
    }

    private void integrate(Operation.Insert insert) {
        int left = insert.left() == null ? -1 : find(insert.left());
        int right = insert.right() == null ? units.size() : find(insert.right());
        int place = left;
        for (int i = left + 1; i < right; i++) {
            Operation.Insert other = units.get(i).insert;
            int otherLeft = other.left() == null ? -1 : find(other.left());
            if (otherLeft < left) {
                break;
            }
            if (otherLeft == left) {
                if (other.id().client() < insert.id().client()) {
                    place = i;
                } else if (Objects.equals(other.right(), insert.right())) {
                    break;
                }
            } else if (otherLeft <= place) {
                place = i;
            }
        }
        units.add(place + 1, new Unit(insert));
    }

    private int find(Id id) {
        for (int i = 0; i < units.size(); i++) {
            if (units.get(i).insert.id().equals(id)) {
                return i;
            }
        }
        return -1;
    }
}
