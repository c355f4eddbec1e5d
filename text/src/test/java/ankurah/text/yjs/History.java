package ankurah.text.yjs;

import ankurah.text.TextDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Updates as programs make them: two of Yjs and one of ours write, and hear of each other now and then. */
final class History {
    private final Random random;
    private final List<byte[]> updates = new ArrayList<>();
    private byte[] stateV2 = {};

    private History(Random random) {
        this.random = random;
    }

    static History of(Yjs yjs, Random random, int steps) {
        History history = new History(random);
        long client = random.nextLong() >>> 11 + random.nextInt(40);
        boolean collectsGarbage = random.nextInt(3) != 0;
        List<Site> sites = List.of(
                new Site(yjs, client, client ^ 1, collectsGarbage, false),
                new Site(yjs, client ^ 2, client ^ 3, collectsGarbage, false));
        for (int i = 0; i < steps; i++) {
            history.step(sites.get(random.nextInt(2)), sites.get(random.nextInt(2)));
        }
        history.stateV2 = sites.getFirst().yjs().stateV2Since(new byte[0]).bytes();
        sites.forEach(Site::drop);
        return history;
    }

    private void step(Site site, Site other) {
        updates.addAll(
                switch (random.nextInt(5)) {
                    case 0, 1 -> site.editHere(random, true, 300);
                    case 2 -> site.editThere(random, true, 300);
                    case 3 -> site.editBeside(random);
                    default -> {
                        List<byte[]> missing =
                                List.of(other.java().encode(site.java().stateVector()));
                        site.receive(missing);
                        yield missing;
                    }
                });
    }

    List<byte[]> updates() {
        return updates;
    }

    /** All that one of them knows in the end, as an update of version 2. */
    byte[] stateV2() {
        return stateV2;
    }

    byte[] any() {
        return updates.get(random.nextInt(updates.size()));
    }

    /** Some of them, in any order. */
    List<byte[]> some(int atMost) {
        List<byte[]> some = new ArrayList<>();
        for (int i = 1 + random.nextInt(atMost); i > 0; i--) {
            some.add(any());
        }
        return some;
    }

    /** A document that knows some of it. */
    TextDocument document(long client) {
        TextDocument document = TextDocument.create(client);
        Site.TEXTS.forEach(document::text);
        int known = random.nextInt(updates.size() + 1);
        updates.subList(0, known).forEach(document::apply);
        return document;
    }
}
