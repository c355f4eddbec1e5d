package ankurah.storage.tikv.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tikv.kvproto.PDGrpc.PDStub;
import org.tikv.kvproto.Pdpb;
import org.tikv.shade.io.grpc.stub.StreamObserver;

/** Timestamps, by one stream on which one is asked for at a time. */
final class Tso implements AutoCloseable {
    private final int requestMillis;
    /** Held while an answer is waited for, which is never longer than a request may take. */
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable Stream stream;

    /** The stream has ended, or is too slow; another one has to be opened. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1;

        Broken(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    Tso(int requestMillis) {
        this.requestMillis = requestMillis;
    }

    Pdpb.Timestamp next(PDStub stub, Pdpb.RequestHeader header) throws Broken {
        lock.lock();
        try {
            Stream open = stream;
            if (open == null || open.ended) {
                open = new Stream();
                open.requests = stub.tso(open);
                stream = open;
            }
            Pdpb.TsoResponse answer = open.ask(header, requestMillis);
            if (answer.getHeader().hasError() || answer.getCount() != 1) {
                throw new Broken(answer.getHeader().getError().getMessage(), null);
            }
            return answer.getTimestamp();
        } catch (Broken e) {
            end();
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        Stream open = stream;
        stream = null;
        if (open != null) {
            open.end();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            end();
        } finally {
            lock.unlock();
        }
    }

    private static final class Stream implements StreamObserver<Pdpb.TsoResponse> {
        private volatile CompletableFuture<Pdpb.TsoResponse> expected = new CompletableFuture<>();
        private volatile boolean ended;
        private @Nullable StreamObserver<Pdpb.TsoRequest> requests;

        Pdpb.TsoResponse ask(Pdpb.RequestHeader header, int millis) throws Broken {
            StreamObserver<Pdpb.TsoRequest> open = requests;
            CompletableFuture<Pdpb.TsoResponse> answer = new CompletableFuture<>();
            expected = answer;
            if (open == null || ended) {
                throw new Broken("the stream has ended", null);
            }
            try {
                open.onNext(Pdpb.TsoRequest.newBuilder()
                        .setHeader(header)
                        .setCount(1)
                        .setDcLocation("global")
                        .build());
                return answer.get(millis, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw new Broken(String.valueOf(e.getCause()), e.getCause());
            } catch (TimeoutException e) {
                throw new Broken("nothing within " + millis + " ms", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Broken("interrupted", e);
            } catch (IllegalStateException e) {
                throw new Broken(String.valueOf(e.getMessage()), e);
            }
        }

        @Override
        public void onNext(Pdpb.TsoResponse answer) {
            expected.complete(answer);
        }

        @Override
        public void onError(Throwable failure) {
            ended = true;
            expected.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            onError(new Broken("the stream has ended", null));
        }

        void end() {
            StreamObserver<Pdpb.TsoRequest> open = requests;
            if (open != null && !ended) {
                ended = true;
                open.onError(new Broken("not needed any more", null));
            }
        }
    }
}
