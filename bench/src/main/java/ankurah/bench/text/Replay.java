package ankurah.bench.text;

import ankurah.text.SharedText;
import ankurah.text.TextDocument;
import ankurah.text.TextSubscription;
import java.util.ArrayList;
import java.util.List;

/** Plays a script once. */
final class Replay {
    private static final String TEXT = "text";

    private final Script script;
    private final boolean keepsUpdates;
    private final List<Participant> participants = new ArrayList<>();
    private int updates;
    private long updateBytes;

    private Replay(Script script) {
        this.script = script;
        keepsUpdates = script.documents() > 1;
        for (int i = 0; i < script.documents(); i++) {
            participants.add(new Participant(i));
        }
    }

    /**
     * What came out.
     *
     * @param document the first one
     */
    record Outcome(TextDocument document, long nanos, int updates, long updateBytes) {}

    /** A document with its text, what it wrote, and how much of what others wrote it has. */
    private final class Participant {
        final TextDocument document;
        final SharedText text;
        final List<byte[]> written = new ArrayList<>();
        final TextSubscription subscription;
        final int[] heard = new int[script.documents() == 2 ? 2 : 0];

        Participant(int at) {
            document = TextDocument.create(Script.client(at));
            text = document.text(TEXT);
            subscription = document.onUpdate(update -> {
                if (update.local()) {
                    updates++;
                    updateBytes += update.bytes().length;
                    if (keepsUpdates) {
                        written.add(update.bytes());
                    }
                }
            });
        }

        void edit(Script.Step step) {
            if (step.c() > 0 && !step.text().isEmpty()) {
                document.transact(() -> {
                    text.delete(step.b(), step.c());
                    text.insert(step.b(), step.text());
                });
            } else if (step.c() > 0) {
                text.delete(step.b(), step.c());
            } else {
                text.insert(step.b(), step.text());
            }
        }

        void hear(int from, int upTo) {
            List<byte[]> news = participants.get(from).written;
            int begin = heard.length == 0 ? 0 : heard[from];
            int end = Math.min(upTo, news.size());
            for (int i = begin; i < end; i++) {
                document.apply(news.get(i));
            }
            if (heard.length > 0) {
                heard[from] = end;
            }
        }
    }

    static Outcome of(Script script) {
        Replay replay = new Replay(script);
        long nanos = replay.play();
        // The document is measured without what it would hold through its listener.
        replay.participants.forEach(participant -> participant.subscription.close());
        return new Outcome(replay.participants.getFirst().document, nanos, replay.updates, replay.updateBytes);
    }

    private long play() {
        long begin = System.nanoTime();
        for (Script.Step step : script.steps()) {
            switch (step.kind()) {
                case EDIT -> participants.get(step.a()).edit(step);
                case SYNC -> participants.get(step.b()).hear(step.a(), step.c());
                case START -> begin = System.nanoTime();
            }
        }
        return System.nanoTime() - begin;
    }
}
