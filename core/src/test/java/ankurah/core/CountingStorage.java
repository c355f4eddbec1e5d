package ankurah.core;

import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;

/** An engine that counts what is asked of its snapshots: one for each call, and one for each thing it gives back. */
final class CountingStorage extends UnclosedStorage {
    private final AtomicLong reads = new AtomicLong();

    CountingStorage(StorageEngine engine) {
        super(engine);
    }

    long reads() {
        return reads.get();
    }

    @Override
    public StorageSnapshot snapshot() {
        StorageSnapshot inner = super.snapshot();
        return (StorageSnapshot) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {StorageSnapshot.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        inner.close();
                        return null;
                    }
                    try {
                        Object found = method.invoke(inner, arguments);
                        reads.addAndGet(found instanceof Collection<?> all ? 1 + all.size() : 1);
                        return found;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
