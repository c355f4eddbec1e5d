// Each library behind the same four verbs; `set` is seen by all effects when it returns.
import * as alien from 'alien-signals';
import * as preact from '@preact/signals-core';

export const libraries = {
  'alien-signals': {
    signal: alien.signal,
    get: s => s(),
    set: (s, v) => s(v),
    computed: alien.computed,
    effect: alien.effect,
  },
  preact: {
    signal: preact.signal,
    get: s => s.value,
    set: (s, v) => { s.value = v; },
    computed: preact.computed,
    effect: preact.effect,
  },
};
