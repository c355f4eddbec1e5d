package ankurah.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What people really typed comes out as they typed it. */
class TracesTest {
    @Test
    void aPaperOfManyEditsEndsAsItsAuthorLeftIt() throws IOException {
        Traces.Trace trace = Traces.read("automerge-paper.json.gz");
        TextDocument document = TextDocument.create(1);
        SharedText text = document.text("paper");
        trace.transactions().forEach(transaction -> edit(text, transaction));
        assertThat(text.toString()).isEqualTo(trace.endContent());

        TextDocument copy = TextDocument.create(2);
        copy.apply(document.encode());
        assertThat(copy.text("paper").toString()).isEqualTo(trace.endContent());
        assertThat(copy.encode()).isEqualTo(document.encode());
        assertThat(document.encode()).as("as large as in Yjs").hasSize(223_415);
    }

    @Test
    void twoWhoTypeAtOnceEndWithOneText() throws IOException {
        Traces.Trace trace = Traces.read("friendsforever-concurrent.json.gz");
        List<Friend> friends = List.of(new Friend(10), new Friend(11));
        List<byte[]> updates = new ArrayList<>();
        for (int i = 0; i < trace.transactions().size(); i++) {
            Traces.Transaction transaction = trace.transactions().get(i);
            Friend friend = friends.get(transaction.agent());
            friend.catchUp(transaction.parents(), trace, updates);
            friend.sent.clear();
            friend.document.transact(() -> edit(friend.text, transaction));
            updates.add(Updates.merge(friend.sent));
            friend.known.add(i);
        }
        for (Friend friend : friends) {
            updates.forEach(friend.document::apply);
            assertThat(friend.text.toString()).isEqualTo(trace.endContent());
        }
        assertThat(friends.get(0).document.encode())
                .isEqualTo(friends.get(1).document.encode());
    }

    private static void edit(SharedText text, Traces.Transaction transaction) {
        for (Traces.Patch patch : transaction.patches()) {
            text.delete(patch.position(), patch.deleted());
            text.insert(patch.position(), patch.inserted());
        }
    }

    private static final class Friend {
        final TextDocument document;
        final SharedText text;
        final List<byte[]> sent = new ArrayList<>();
        final Set<Integer> known = new HashSet<>();

        Friend(long client) {
            document = TextDocument.create(client);
            text = document.text("text");
            document.onUpdate(update -> sent.add(update.bytes()));
        }

        /** Applies what these transactions are and follow, as far as it is new. */
        void catchUp(List<Integer> parents, Traces.Trace trace, List<byte[]> updates) {
            TreeSet<Integer> missing = new TreeSet<>();
            List<Integer> open = new ArrayList<>(parents);
            while (!open.isEmpty()) {
                int parent = open.removeLast();
                if (!known.contains(parent) && missing.add(parent)) {
                    open.addAll(trace.transactions().get(parent).parents());
                }
            }
            for (int transaction : missing) {
                document.apply(updates.get(transaction));
                known.add(transaction);
            }
        }
    }
}
