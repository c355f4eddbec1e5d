import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batch, computed, effect, fromStore, signal, untracked } from '../dist/signals.js';

test('a computed value is computed when it is read, and again only when what it read has changed', () => {
  const [a, b, useB] = [signal(1), signal(10), signal(false)];
  let runs = 0;
  const sum = computed(() => {
    runs++;
    return useB.get() ? a.get() + b.get() : a.get();
  });
  assert.equal(runs, 0);
  assert.equal(sum.get(), 1);
  b.set(11);
  assert.equal(sum.get(), 1);
  assert.equal(runs, 1);
  useB.set(true);
  assert.equal(sum.get(), 12);
  b.update((value) => value + 1);
  assert.equal(sum.get(), 13);
  assert.equal(runs, 3);
});

test('an effect runs once for a batch, and never sees halves', () => {
  const [first, last] = [signal('Ada'), signal('Byron')];
  const name = computed(() => `${first.get()} ${last.get()}`);
  const length = computed(() => name.get().length);
  const seen = [];
  const end = effect(() => {
    seen.push(`${name.get()} ${length.get()}`);
  });
  batch(() => {
    first.set('Augusta');
    last.set('King');
    assert.equal(name.get(), 'Augusta King');
  });
  first.set('Augusta');
  batch(() => {
    last.set('Noel');
    last.set('King');
  });
  end();
  last.set('nobody');
  assert.deepEqual(seen, ['Ada Byron 9', 'Augusta King 12']);
});

test('an effect that writes, cleans up, fails and loops', () => {
  const [from, to] = [signal(1), signal(0)];
  const log = [];
  const end = effect(() => {
    const value = from.get();
    to.set(value * 2);
    return () => log.push(`clean ${value}`);
  });
  from.set(2);
  assert.equal(to.get(), 4);
  end();
  assert.deepEqual(log, ['clean 1', 'clean 2']);
  const failing = computed(() => {
    if (from.get() > 2) {
      throw new Error('too much');
    }
    return from.get();
  });
  const stop = effect(() => void log.push(failing.get()));
  assert.throws(() => from.set(3), { message: 'too much' }, 'an effect fails where it was written');
  assert.throws(() => failing.get(), { message: 'too much' });
  from.set(1);
  assert.deepEqual(log.slice(2), [2, 1]);
  stop();
  const loop = signal(0);
  assert.throws(() => effect(() => loop.set(loop.get() + 1)), { code: 'signals.runaway' });
  const circle = computed(() => circle.get());
  assert.throws(() => circle.get(), { code: 'signals.cycle' });
});

test('listeners hear of changes of what they follow', () => {
  const number = signal(1);
  const isEven = computed(() => number.get() % 2 === 0);
  let heard = 0;
  const end = isEven.subscribe(() => heard++);
  number.set(3);
  assert.equal(heard, 0);
  number.set(4);
  assert.equal(heard, 1);
  end();
  number.set(5);
  assert.equal(heard, 1);
});

test('what stands outside is followed as long as somebody depends on it', () => {
  let state = 'a';
  const listeners = new Set();
  const store = fromStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
  const loud = computed(() => store.get().toUpperCase());
  assert.equal(loud.get(), 'A');
  state = 'b';
  assert.equal(loud.get(), 'B');
  assert.equal(listeners.size, 0);
  const seen = [];
  const end = effect(() => void seen.push(loud.get()));
  assert.equal(listeners.size, 1);
  state = 'c';
  [...listeners].forEach((listener) => listener());
  assert.deepEqual(seen, ['B', 'C']);
  end();
  assert.equal(listeners.size, 0);
});
