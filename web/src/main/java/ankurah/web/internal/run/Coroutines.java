package ankurah.web.internal.run;

import ankurah.core.Dispatcher;
import ankurah.core.Platform;
import ankurah.core.Scheduler;
import ankurah.core.Task;
import ankurah.event.AnkurahException;
import ankurah.event.Sha256;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSBoolean;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.function.JSConsumer;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * Waiting and running on the one thread that JavaScript has. Whoever waits is a coroutine, which a promise resumes: never
 * inside the call that woke it, always before the next event of the page.
 *
 * <p>Coroutines are kept for the next task, because starting one costs a timer, which browsers hold back.
 *
 * <p>JavaScript that Java calls, such as the body of a transaction, may call back into Java. That runs to its end at once:
 * a wait inside is refused, since the frames of JavaScript below it cannot be suspended.
 */
public final class Coroutines implements Scheduler, Dispatcher {
    /** The code of what is refused because it would wait where nothing can. */
    public static final String WOULD_WAIT = "web.would_wait";

    private static final int MOST_IDLE = 16;
    private static final int MOST_RANDOM = 65_536;
    private static final Object OUTSIDE = new Object();

    private final IdentityHashMap<Condition, List<Waiter>> waiting = new IdentityHashMap<>();
    private final ArrayDeque<Named> tasks = new ArrayDeque<>();
    private final ArrayDeque<Waiter> idle = new ArrayDeque<>();
    private Object current = OUTSIDE;
    /** How many calls into JavaScript are under way that may call back. */
    private int inside;

    private record Named(String name, Task task) {}

    /** A coroutine that waits. */
    private static final class Waiter {
        @Nullable
        JSConsumer<JSBoolean> resume;

        @Nullable
        JSObject timer;

        void end(boolean held) {
            JSConsumer<JSBoolean> waiting = resume;
            if (waiting != null) {
                resume = null;
                if (timer != null) {
                    Js.cancel(timer);
                }
                waiting.accept(JSBoolean.valueOf(held));
            }
        }

        boolean suspend() {
            return Suspension.await(new JSPromise<JSBoolean>((resolve, reject) -> resume = resolve))
                    .booleanValue();
        }
    }

    public Platform platform() {
        return new Platform(() -> (long) Js.wallMillis(), Coroutines::random, this, Sha256.portable(), this);
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        for (int from = 0; from < count; from += MOST_RANDOM) {
            Int8Array part = new Int8Array(Math.min(MOST_RANDOM, count - from));
            Js.random(part);
            System.arraycopy(part.copyToJavaArray(), 0, bytes, from, part.getLength());
        }
        return bytes;
    }

    @Override
    public boolean await(Condition condition, long deadlineMillis) {
        if (condition.holds()) {
            return true;
        }
        long left = deadlineMillis == NEVER ? 0 : deadlineMillis - nowMillis();
        if (left < 0 || left == 0 && deadlineMillis != NEVER) {
            return false;
        }
        requireCoroutine();
        Waiter waiter = new Waiter();
        waiting.computeIfAbsent(condition, key -> new ArrayList<>(1)).add(waiter);
        if (deadlineMillis != NEVER) {
            waiter.timer = Js.timeout(() -> timeUp(condition, waiter, deadlineMillis), timerMillis(left));
        }
        return suspended(waiter);
    }

    /** What a promise of the host gives; suspends until then. */
    public <T> T awaited(JSPromise<T> promise) {
        requireCoroutine();
        Object me = current;
        try {
            return JsErrors.awaited(promise);
        } finally {
            current = me;
        }
    }

    private boolean suspended(Waiter waiter) {
        Object me = current;
        try {
            return waiter.suspend();
        } finally {
            current = me;
        }
    }

    /** Timers take 31 bits, and may fire a little early. */
    private static double timerMillis(long millis) {
        return Math.min(millis, Integer.MAX_VALUE);
    }

    private void timeUp(Condition condition, Waiter waiter, long deadlineMillis) {
        long left = deadlineMillis - nowMillis();
        boolean holds = condition.holds();
        if (left > 0 && !holds) {
            waiter.timer = Js.timeout(() -> timeUp(condition, waiter, deadlineMillis), timerMillis(left));
            return;
        }
        List<Waiter> others = waiting.get(condition);
        if (others != null && others.remove(waiter) && others.isEmpty()) {
            waiting.remove(condition);
        }
        waiter.end(holds);
    }

    @Override
    public void signal(Condition condition) {
        if (waiting.containsKey(condition) && condition.holds()) {
            List<Waiter> woken = waiting.remove(condition);
            for (Waiter waiter : woken) {
                waiter.end(true);
            }
        }
    }

    @Override
    public void start(String name, Task task) {
        tasks.add(new Named(name, task));
        Waiter free = idle.poll();
        if (free == null) {
            Suspension.begin(this);
        } else {
            free.end(true);
        }
    }

    @Override
    public void dispatch(Task task) {
        start("listeners", task);
    }

    void work() {
        current = new Object();
        do {
            for (Named next = tasks.poll(); next != null; next = tasks.poll()) {
                run(next);
            }
        } while (idle.size() < MOST_IDLE && rest());
    }

    private boolean rest() {
        Waiter waiter = new Waiter();
        idle.add(waiter);
        return suspended(waiter);
    }

    private static void run(Named task) {
        try {
            task.task().run();
        } catch (RuntimeException | Error e) {
            Js.complain(task.name() + " ended with an error: " + e);
        }
    }

    @Override
    public long nowMillis() {
        return (long) Js.monotonicMillis();
    }

    @Override
    public Object current() {
        return current;
    }

    /** Runs what JavaScript calls: as the coroutine that called JavaScript, if one did. */
    public <T extends @Nullable Object> T called(Body<T> body) {
        Object before = current;
        current = inside > 0 ? before : OUTSIDE;
        try {
            return body.run();
        } finally {
            current = before;
        }
    }

    /** Runs what calls JavaScript that may call back. */
    public <T extends @Nullable Object> T calling(Body<T> body) {
        inside++;
        try {
            return body.run();
        } finally {
            inside--;
        }
    }

    private void requireCoroutine() {
        if (inside > 0 || current == OUTSIDE) {
            throw new AnkurahException.Conflict(
                    WOULD_WAIT,
                    "this would have to wait, which is not possible in the middle of a function: do it before or after");
        }
    }

    /** Something to run. It does not suspend. */
    public interface Body<T extends @Nullable Object> {
        T run();
    }
}
