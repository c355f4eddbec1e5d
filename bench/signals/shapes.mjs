// The shapes of ankurah.bench.signals.Shapes, verb by verb. A shape gives the number of edges one step goes over, the
// step itself, and what the effects must have seen after step n.
export function shapes({ signal, computed, effect, get }, set) {
  const WIDTH = 1000;

  function deep() {
    const source = signal(0);
    let last = source;
    for (let i = 0; i < WIDTH; i++) {
      const before = last;
      last = computed(() => get(before) + 1);
    }
    let seen = 0;
    const end = last;
    effect(() => { seen = get(end); });
    return { edges: WIDTH + 1, step: n => set(source, n), ok: n => seen === n + WIDTH };
  }

  function broad() {
    const source = signal(0);
    let sum = 0;
    for (let i = 0; i < WIDTH; i++) {
      const mine = computed(() => get(source) + i);
      effect(() => { sum += get(mine); });
    }
    return {
      edges: 2 * WIDTH,
      step: n => { sum = 0; set(source, n); },
      ok: n => sum === n * WIDTH + WIDTH * (WIDTH - 1) / 2,
    };
  }

  function diamonds() {
    const source = signal(0);
    let last = source;
    for (let i = 0; i < WIDTH / 4; i++) {
      const before = last;
      const left = computed(() => get(before) + 1);
      const right = computed(() => get(before) - 1);
      last = computed(() => (get(left) + get(right)) / 2);
    }
    let seen = 0;
    const end = last;
    effect(() => { seen = get(end); });
    return { edges: WIDTH + 1, step: n => set(source, n), ok: n => seen === n };
  }

  function fanOut() {
    const source = signal(0);
    let sum = 0;
    for (let i = 0; i < 10000; i++) effect(() => { sum += get(source); });
    return { edges: 10000, step: n => { sum = 0; set(source, n); }, ok: n => sum === n * 10000 };
  }

  function dynamic() {
    const source = signal(0);
    const even = signal(0);
    const odd = signal(1);
    let sum = 0;
    for (let i = 0; i < WIDTH; i++) {
      const mine = computed(() => (get(source) % 2 === 0 ? get(even) : get(odd)));
      effect(() => { sum += get(mine); });
    }
    return { edges: 3 * WIDTH, step: n => { sum = 0; set(source, n); }, ok: n => sum === (n % 2) * WIDTH };
  }

  function create() {
    let sum = 0;
    return {
      edges: 200000,
      step: n => {
        sum = 0;
        for (let i = 0; i < 100000; i++) {
          const source = signal(n);
          const mine = computed(() => get(source) + 1);
          effect(() => { sum += get(mine); });
        }
      },
      ok: n => sum === (n + 1) * 100000,
    };
  }

  return { deep, broad, diamonds, 'fan-out': fanOut, dynamic, create };
}
