package ankurah.text.yjs;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.text.SharedText;
import ankurah.text.TextDocument;
import ankurah.text.Updates;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Sites that write, and tell each other over a network that loses, repeats and reorders. */
final class Gossip {
    private static final int ROUNDS_TO_SETTLE = 12;

    /** In texts that stay shorter than this, many write at one place. */
    private static final int CROWDED = 30;

    private final Yjs yjs;
    private final Random random;
    private final boolean rich;
    private final boolean besides;
    private final boolean undoes;
    private final int most;
    private final List<Site> sites = new ArrayList<>();
    private final List<List<byte[]>> inboxes = new ArrayList<>();
    private final List<byte[]> positions = new ArrayList<>();

    /**
     * Sites that have written nothing yet.
     *
     * @param most how long their texts may become, about
     */
    Gossip(Yjs yjs, long seed, boolean undoes, int most) {
        this.yjs = yjs;
        this.undoes = undoes;
        this.most = most;
        random = new Random(seed);
        rich = random.nextBoolean();
        besides = random.nextInt(3) == 0;
        boolean collectsGarbage = random.nextInt(4) != 0;
        int count = most < CROWDED ? 5 + random.nextInt(4) : 2 + random.nextInt(random.nextInt(8) == 0 ? 9 : 3);
        Set<Long> clients = new HashSet<>();
        for (int i = 0; i < count; i++) {
            sites.add(new Site(yjs, client(clients), client(clients), collectsGarbage, undoes));
            inboxes.add(new ArrayList<>());
        }
    }

    /** Of any size that there is, each once. */
    private long client(Set<Long> taken) {
        long client;
        do {
            client = random.nextLong() >>> 11 + random.nextInt(50);
        } while (!taken.add(client));
        return client;
    }

    void run(int steps, int checkEvery) {
        for (int i = 1; i <= steps; i++) {
            int at = random.nextInt(sites.size());
            Site site = sites.get(at);
            site.look(i % checkEvery == 0);
            tell(at, step(site, inboxes.get(at)));
            if (i % checkEvery == 0) {
                check(site);
            }
        }
        sites.forEach(site -> site.look(true));
        settle();
        checkAll();
        sites.forEach(Site::drop);
    }

    private void check(Site site) {
        site.check();
        if (!undoes) {
            site.checkPositions(positions);
        }
    }

    private List<byte[]> step(Site site, List<byte[]> inbox) {
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> site.editHere(random, rich, most);
            case 4, 5, 6, 7 -> site.editThere(random, rich, most);
            case 8 -> besides ? site.editBeside(random) : site.editHere(random, rich, most);
            case 9 -> undoes ? site.undoHere(random.nextInt(3) == 0) : place(site);
            case 10 -> undoes ? site.undoThere(random.nextInt(3) == 0) : place(site);
            case 11 -> site.receive(missing(sites.get(random.nextInt(sites.size())), site));
            default -> site.receive(take(inbox));
        };
    }

    private List<byte[]> place(Site site) {
        if (positions.size() < 20) {
            positions.add(site.position(random));
        }
        return List.of();
    }

    /** Each of the others will get each update never, once, or twice. */
    private void tell(int from, List<byte[]> updates) {
        for (int to = 0; to < sites.size(); to++) {
            for (byte[] update : updates) {
                for (int copies = to == from ? 0 : copies(); copies > 0; copies--) {
                    inboxes.get(to).add(update);
                }
            }
        }
    }

    private int copies() {
        return switch (random.nextInt(10)) {
            case 0 -> 0;
            case 1 -> 2;
            default -> 1;
        };
    }

    /** Some of what has come, in any order, now and then as one update. */
    private List<byte[]> take(List<byte[]> inbox) {
        if (random.nextInt(3) != 0) {
            Collections.shuffle(inbox, random);
        }
        List<byte[]> some = inbox.subList(0, random.nextInt(inbox.size() + 1));
        List<byte[]> taken = new ArrayList<>(some);
        some.clear();
        return switch (taken.size() < 2 ? 9 : random.nextInt(6)) {
            case 0 -> List.of(Updates.merge(taken));
            case 1 -> List.of(yjs.merge(taken));
            default -> taken;
        };
    }

    /** What one site has and another has not, from either half, straight or by way of version 2. */
    private List<byte[]> missing(Site from, Site to) {
        byte[] known = to.java().stateVector();
        return List.of(
                switch (random.nextInt(3)) {
                    case 0 -> from.java().encode(known);
                    case 1 -> from.yjs().stateSince(known).bytes();
                    default -> Updates.fromV2(from.yjs().stateV2Since(known).bytes());
                });
    }

    /** Everything reaches everyone. Tidying up can make updates of its own, hence the rounds. */
    private void settle() {
        Site hub = sites.get(random.nextInt(sites.size()));
        for (int round = 0; round < ROUNDS_TO_SETTLE; round++) {
            boolean quiet = true;
            for (Site site : sites) {
                quiet &= site == hub || hub.receive(missing(site, hub)).isEmpty();
            }
            for (Site site : sites) {
                quiet &= site == hub || site.receive(missing(hub, site)).isEmpty();
            }
            if (quiet) {
                return;
            }
        }
        throw new AssertionError("the sites do not come to rest");
    }

    private void checkAll() {
        Site first = sites.getFirst();
        for (Site site : sites) {
            check(site);
            assertThat(site.java().hasPending()).as("something waits").isFalse();
            assertThat(site.java().stateVector()).isEqualTo(first.java().stateVector());
            assertThat(site.yjs().json().line()).isEqualTo(first.yjs().json().line());
            for (String name : Site.TEXTS) {
                assertThat(Json.lines(site.java().text(name).toDelta()))
                        .isEqualTo(Json.lines(first.java().text(name).toDelta()));
            }
            if (!undoes) {
                Site.same(site.java().encode(), first.java().encode(), "state of another site");
            }
            checkReload(site);
        }
    }

    /** What either half says, read into an empty document of either kind, says the same again. */
    private void checkReload(Site site) {
        byte[] ours = site.java().encode();
        YjsDoc there = yjs.document(1);
        there.apply(ours);
        TextDocument here = TextDocument.create(1);
        TextDocument hereByV2 = TextDocument.create(2);
        List<SharedText> texts = Site.TEXTS.stream().map(here::text).toList();
        Site.TEXTS.forEach(hereByV2::text);
        here.apply(site.yjs().state().bytes());
        hereByV2.applyV2(site.yjs().stateV2Since(new byte[0]).bytes());
        byte[] reloaded = there.state().bytes();
        Site.same(here.encode(), reloaded, "state read again");
        Site.same(hereByV2.encode(), reloaded, "state read again by version 2");
        assertThat(there.json().line()).isEqualTo(site.yjs().json().line());
        for (SharedText text : texts) {
            assertThat(Json.lines(text.toDelta()))
                    .isEqualTo(site.yjs().delta(text.name()).line());
        }
        there.drop();
    }
}
