package ankurah.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What belongs to what, and that it ends with it. */
class OwnershipTest {
    private final Rig rig = new Rig();
    private final SignalGraph graph = rig.graph;
    private final MutableSignal<Integer> outer = graph.signal(1);
    private final MutableSignal<Integer> inner = graph.signal(1);

    @Test
    void anInnerEffectEndsBeforeTheNextRunOfTheOuterOne() {
        graph.effect(() -> {
            int mine = outer.get();
            graph.effect(() -> rig.log.add(mine + ":" + inner.get()));
        });
        inner.set(2);
        outer.set(2);
        inner.set(3);
        assertThat(rig.log).containsExactly("1:1", "1:2", "2:2", "2:3");
    }

    @Test
    void anInnerEffectEndsWithTheOuterOne() {
        Effect effect = graph.effect(() -> graph.effect(() -> graph.effect(() -> rig.log.add(inner.get()))));
        effect.close();
        inner.set(2);
        assertThat(rig.log).containsExactly(1);
    }

    @Test
    void whenBothAreConcernedTheOuterEffectRunsFirst() {
        graph.effect(() -> {
            // The inner one comes to depend on the signal before the outer one does.
            graph.effect(() -> rig.log.add("inner " + outer.get()));
            rig.log.add("outer " + outer.get());
        });
        rig.log.clear();
        outer.set(2);
        assertThat(rig.log).containsExactly("inner 2", "outer 2");
    }

    @Test
    void anInnerEffectIsNotShownWhatTheOuterOneGuardsItFrom() {
        MutableSignal<List<String>> rows = graph.signal(List.of("a"));
        Computed<Boolean> some = graph.computed(() -> !rows.get().isEmpty());
        graph.effect(() -> {
            if (some.get()) {
                graph.effect(() -> rig.log.add(rows.get().get(0)));
            }
        });
        rows.set(List.of("b"));
        rows.set(List.of());
        rows.set(List.of("c"));
        assertThat(rig.log).containsExactly("a", "b", "c");
        assertThat(rig.errors).isEmpty();
    }

    @Test
    void theOuterEffectOfSeveralIsTheFirst() {
        graph.effect(() -> {
            graph.effect(() -> {
                graph.effect(() -> rig.log.add("3:" + outer.get()));
                rig.log.add("2:" + outer.get());
            });
            rig.log.add("1:" + outer.get());
        });
        rig.log.clear();
        outer.set(2);
        assertThat(rig.log).containsExactly("3:2", "2:2", "1:2");
    }

    @Test
    void cleanupsRunBeforeTheNextRunAndAtTheEndTheNewestFirst() {
        Effect effect = graph.effect(() -> {
            int n = outer.get();
            graph.onClose(() -> rig.log.add("first of " + n));
            graph.effect(() -> {
                inner.get();
                graph.onClose(() -> rig.log.add("inner of " + n));
            });
            graph.onClose(() -> rig.log.add("last of " + n));
        });
        outer.set(2);
        assertThat(rig.taken()).containsExactly("last of 1", "inner of 1", "first of 1");
        inner.set(2);
        assertThat(rig.taken()).containsExactly("inner of 2");
        effect.close();
        assertThat(rig.taken()).containsExactly("last of 2", "inner of 2", "first of 2");
        effect.close();
        assertThat(rig.log).isEmpty();
    }

    @Test
    void whatACleanupReadsIsNotTrackedAndWhatItThrowsStopsNobody() {
        Effect effect = graph.effect(() -> {
            rig.log.add(outer.get());
            graph.onClose(() -> {
                inner.get();
                throw new IllegalStateException("cleanup");
            });
            graph.onClose(() -> outer.update(before -> before + 10));
        });
        outer.set(2);
        inner.set(2);
        assertThat(rig.log).containsExactly(1, 12);
        assertThat(rig.failures).containsExactly("a cleanup");
        effect.close();
        assertThat(rig.failures).hasSize(2);
    }

    @Test
    void aCleanupMayCloseTheEffectItBelongsTo() {
        List<Effect> self = new ArrayList<>();
        self.add(graph.effect(() -> {
            rig.log.add(outer.get());
            graph.onClose(() -> rig.log.add("older"));
            graph.onClose(() -> self.get(0).close());
        }));
        outer.set(2);
        outer.set(3);
        assertThat(rig.log).containsExactly(1, "older");
    }

    @Test
    void aScopeEndsAllThatWasMadeInIt() {
        Scope scope = graph.scope();
        scope.run(() -> {
            rig.logging(outer);
            graph.onClose(() -> rig.log.add("closed"));
            graph.scope().run(() -> rig.logging(inner));
        });
        Effect own = rig.logging(outer);
        rig.log.clear();
        scope.close();
        scope.close();
        outer.set(2);
        inner.set(2);
        assertThat(scope.isClosed()).isTrue();
        assertThat(rig.log).containsExactly("closed", "2");
        assertThat(own.isClosed()).isFalse();
    }

    @Test
    void aScopeMadeInAnEffectEndsWithItsRun() {
        List<Scope> scopes = new ArrayList<>();
        graph.effect(() -> {
            outer.get();
            scopes.add(graph.scope());
        });
        scopes.get(0).run(() -> rig.logging(inner));
        outer.set(2);
        inner.set(2);
        assertThat(rig.log).containsExactly("1");
        assertThat(scopes.get(0).isClosed()).isTrue();
        assertThat(scopes.get(1).isClosed()).isFalse();
    }

    @Test
    void nothingNewBelongsToWhatHasEnded() {
        Scope scope = graph.scope();
        scope.close();
        assertThatThrownBy(() -> scope.run(() -> {}))
                .isInstanceOf(SignalException.Closed.class)
                .hasMessageContaining("scope is closed");
    }

    @Test
    void whatIsMadeAfterItsOwnerHasEndedEndsWithTheRun() {
        List<Effect> self = new ArrayList<>();
        self.add(graph.effect(() -> {
            if (outer.get() == 2) {
                self.get(0).close();
                rig.logging(inner);
                graph.onClose(() -> rig.log.add("closed"));
            }
        }));
        Scope scope = graph.scope();
        scope.run(() -> {
            scope.close();
            rig.logging(inner);
        });
        outer.set(2);
        inner.set(2);
        assertThat(rig.log).containsExactly("1", "1", "closed");
        assertThat(rig.errors).isEmpty();
    }

    @Test
    void aCleanupNeedsSomebodyToBelongTo() {
        assertThatThrownBy(() -> graph.onClose(() -> {})).isInstanceOf(SignalException.NoOwner.class);
        assertThatThrownBy(() -> graph.computed(() -> {
                            graph.onClose(() -> {});
                            return 1;
                        })
                        .get())
                .isInstanceOf(SignalException.NoOwner.class);
    }

    @Test
    void whatIsMadeInAnUntrackedPartOfAnEffectBelongsToIt() {
        graph.effect(() -> {
            outer.get();
            graph.untracked(() -> {
                rig.logging(inner);
            });
        });
        outer.set(2);
        rig.log.clear();
        inner.set(2);
        assertThat(rig.log).containsExactly("2");
    }

    @Test
    void closingInsideAComputedValueWaitsForItsEnd() {
        Effect effect = rig.logging(inner);
        Computed<Integer> closing = graph.computed(() -> {
            effect.close();
            return inner.get();
        });
        assertThat(closing.get()).isEqualTo(1);
        assertThat(effect.isClosed()).isTrue();
        inner.set(2);
        assertThat(rig.log).containsExactly("1");
    }

    @Test
    void scopesMayNestAsDeepAsTheyLike() {
        Scope root = graph.scope();
        List<Scope> at = new ArrayList<>(List.of(root));
        for (int i = 0; i < 100_000; i++) {
            at.get(0).run(() -> at.set(0, graph.scope()));
        }
        at.get(0).run(() -> rig.logging(inner));
        root.close();
        inner.set(2);
        assertThat(rig.log).containsExactly("1");
        assertThat(at.get(0).isClosed()).isTrue();
    }
}
