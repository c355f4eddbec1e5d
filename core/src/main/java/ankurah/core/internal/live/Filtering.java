package ankurah.core.internal.live;

import ankurah.core.RowTest;

/** The rows that a test admits. */
record Filtering(RowTest test) implements Derivation<Rows> {
    @Override
    public Rows empty(Rows like) {
        return like;
    }

    @Override
    public Rows next(Rows before, Rows old, Rows now) {
        Derived.Patch patch = new Derived.Patch(before);
        RowChanges.visit(old, now, (key, was, is) -> {
            if (is != null && test.admits(is)) {
                patch.put(key, is);
            } else if (before.sorted().containsKey(key)) {
                patch.remove(key);
            }
        });
        return patch.done();
    }
}
