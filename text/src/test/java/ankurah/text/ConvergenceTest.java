package ankurah.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Whoever has the same updates has the same text and the same bytes, in whatever order they came. */
class ConvergenceTest {
    private static final String[] WORDS = {"a", "bc", "déf", "g h", "\n", "日本", "😀", "longer text"};

    /** One who types into his own copy. */
    private static final class Peer {
        final TextDocument document;
        final SharedText text;
        final List<byte[]> made = new ArrayList<>();

        Peer(int client, boolean collectGarbage) {
            document = TextDocument.create(client, collectGarbage);
            text = document.text("text");
            document.onUpdate(update -> {
                if (update.local()) {
                    made.add(update.bytes());
                }
            });
        }

        void edit(Random random) {
            document.transact(() -> {
                for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                    editOnce(random);
                }
            });
        }

        private void editOnce(Random random) {
            int index = place(random.nextInt(text.length() + 1));
            int end = place(Math.min(text.length(), index + random.nextInt(6)));
            if (end > index && random.nextInt(5) < 2) {
                text.delete(index, end - index);
            } else {
                text.insert(index, WORDS[random.nextInt(WORDS.length)]);
            }
        }

        /** The index, or the one before it if it is in a surrogate pair. */
        private int place(int index) {
            String now = text.toString();
            boolean splits = index > 0 && index < now.length() && Character.isLowSurrogate(now.charAt(index));
            return splits ? index - 1 : index;
        }
    }

    @Property(tries = 300)
    void peersWhoGetAllUpdatesInAnyOrderAgree(@ForAll @IntRange(min = 2, max = 10) int peerCount, @ForAll long seed) {
        Random random = new Random(seed);
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < peerCount; i++) {
            peers.add(new Peer(1 + i, random.nextInt(4) > 0));
        }
        List<byte[]> all = typeAndGossip(peers, random);
        for (Peer peer : peers) {
            deliver(all, peer.document, random);
        }
        agree(peers.stream().map(peer -> peer.document).toList());
    }

    /** Peers edit, and now and then get some of the updates of others, twice or not at all. */
    private static List<byte[]> typeAndGossip(List<Peer> peers, Random random) {
        List<byte[]> all = new ArrayList<>();
        for (int step = 0; step < 40; step++) {
            Peer peer = peers.get(random.nextInt(peers.size()));
            if (random.nextBoolean() || all.isEmpty()) {
                peer.made.clear();
                peer.edit(random);
                all.addAll(peer.made);
            } else {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    peer.document.apply(all.get(random.nextInt(all.size())));
                }
            }
        }
        return all;
    }

    private static void deliver(List<byte[]> updates, TextDocument document, Random random) {
        List<byte[]> shuffled = new ArrayList<>(updates);
        Collections.shuffle(shuffled, random);
        for (byte[] update : shuffled) {
            document.apply(update);
            if (random.nextInt(8) == 0) {
                document.apply(update);
            }
        }
        if (document.hasPending()) {
            // Seldom, and as Yjs does it: what waited for several updates may wait on when the last of them has come,
            // until
            // one more comes.
            updates.forEach(document::apply);
        }
        assertThat(document.hasPending()).isFalse();
    }

    private static void agree(List<TextDocument> documents) {
        TextDocument first = documents.getFirst();
        String text = first.text("text").toString();
        for (TextDocument document : documents) {
            assertThat(document.text("text").toString()).isEqualTo(text);
            assertThat(document.text("text").length()).isEqualTo(text.length());
            assertThat(document.stateVector()).isEqualTo(first.stateVector());
            assertThat(Updates.inspect(document.encode()).deletions())
                    .isEqualTo(Updates.inspect(first.encode()).deletions());
        }
    }

    @Property(tries = 200)
    void aLostUpdateIsMadeUpForByStateVectorAndDiff(@ForAll long seed) {
        Random random = new Random(seed);
        List<Peer> peers = List.of(new Peer(1, true), new Peer(2, true), new Peer(3, true));
        typeAndGossip(peers, random);
        for (int round = 0; round < 2; round++) {
            for (Peer from : peers) {
                for (Peer to : peers) {
                    to.document.apply(from.document.encode(to.document.stateVector()));
                }
            }
        }
        agree(peers.stream().map(peer -> peer.document).toList());
        assertThat(peers.get(0).document.hasPending()).isFalse();
    }

    @Property(tries = 200)
    void oneMergedUpdateDoesWhatAllDo(@ForAll long seed) {
        Random random = new Random(seed);
        List<Peer> peers = List.of(new Peer(5, true), new Peer(6, true), new Peer(7, true));
        List<byte[]> all = typeAndGossip(peers, random);
        TextDocument each = TextDocument.create(100);
        all.forEach(each::apply);
        List<byte[]> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        TextDocument merged = TextDocument.create(100);
        merged.apply(Updates.merge(shuffled));
        agree(List.of(each, merged));
        assertThat(Updates.readStateVector(Updates.stateVectorOf(Updates.merge(shuffled))))
                .isEqualTo(Updates.readStateVector(each.stateVector()));
    }

    @Property(tries = 300)
    void theOrderIsThatOfThePlainRule(@ForAll @IntRange(min = 2, max = 5) int peerCount, @ForAll long seed) {
        Random random = new Random(seed);
        List<Peer> peers = new ArrayList<>();
        List<NaiveText> plain = new ArrayList<>();
        List<byte[]> updates = new ArrayList<>();
        List<List<NaiveText.Operation>> operations = new ArrayList<>();
        int[][] seen = new int[peerCount][1];
        for (int i = 0; i < peerCount; i++) {
            peers.add(new Peer(1 + i, true));
            plain.add(new NaiveText(1 + i));
        }
        for (int step = 0; step < 40; step++) {
            int who = random.nextInt(peerCount);
            Peer peer = peers.get(who);
            if (random.nextInt(3) < 2) {
                peer.made.clear();
                operations.add(editBoth(peer, plain.get(who), random));
                updates.add(peer.made.getFirst());
            } else {
                catchUp(peer, plain.get(who), seen[who], updates, operations);
            }
            assertThat(peer.text.toString()).isEqualTo(plain.get(who).string());
        }
        for (int i = 0; i < peerCount; i++) {
            catchUp(peers.get(i), plain.get(i), seen[i], updates, operations);
            assertThat(peers.get(i).text.toString())
                    .isEqualTo(plain.get(i).string())
                    .isEqualTo(plain.getFirst().string());
        }
    }

    private static List<NaiveText.Operation> editBoth(Peer peer, NaiveText plain, Random random) {
        int index = random.nextInt(peer.text.length() + 1);
        int length = Math.min(random.nextInt(4), peer.text.length() - index);
        if (length > 0) {
            peer.text.delete(index, length);
            return plain.delete(index, length);
        }
        String text = "abcdefgh".substring(random.nextInt(4), 4 + random.nextInt(4) + 1);
        peer.text.insert(index, text);
        return plain.insert(index, text);
    }

    private static void catchUp(
            Peer peer, NaiveText plain, int[] seen, List<byte[]> updates, List<List<NaiveText.Operation>> operations) {
        for (; seen[0] < updates.size(); seen[0]++) {
            peer.document.apply(updates.get(seen[0]));
            operations.get(seen[0]).forEach(plain::apply);
        }
    }

    @Test
    void anUpdateThatComesTooEarlyWaits() {
        Peer ann = new Peer(1, true);
        ann.text.insert(0, "one ");
        ann.text.insert(4, "two ");
        ann.text.delete(0, 2);
        Peer bob = new Peer(2, true);
        bob.document.apply(ann.made.get(2));
        bob.document.apply(ann.made.get(1));
        assertThat(bob.text.toString()).isEmpty();
        assertThat(bob.document.hasPending()).isTrue();

        Peer eve = new Peer(3, true);
        eve.document.apply(bob.document.encode());
        assertThat(eve.document.hasPending()).as("what waits is passed on").isTrue();
        eve.document.apply(ann.made.get(0));
        bob.document.apply(ann.made.get(0));
        assertThat(bob.text.toString()).isEqualTo("e two ");
        assertThat(bob.document.hasPending()).isFalse();
        assertThat(eve.document.encode()).isEqualTo(bob.document.encode()).isEqualTo(ann.document.encode());
    }
}
