// Where a page spends its time, by Chromium's profiler: what each function takes itself.
const MICROS = 1_000;

/** Profiles what a page does meanwhile, and prints the functions that took most. */
export async function profiled(page, what, act, most = 25) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Profiler.enable');
  await devtools.send('Profiler.setSamplingInterval', { interval: 200 });
  await devtools.send('Profiler.start');
  const result = await act();
  const { profile } = await devtools.send('Profiler.stop');
  await devtools.detach();
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, `${callFrame.functionName || '(anonymous)'}`]));
  const own = new Map();
  profile.samples.forEach((sample, i) => {
    const name = names.get(sample);
    own.set(name, (own.get(name) ?? 0) + (profile.timeDeltas[i] ?? 0));
  });
  const busy = [...own].filter(([name]) => name !== '(idle)' && name !== '(program)').reduce((sum, [, time]) => sum + time, 0);
  console.log(`${what}: ${Math.round(busy / MICROS)} ms busy`);
  for (const [name, time] of [...own].sort((a, b) => b[1] - a[1]).slice(0, most)) {
    console.log(`  ${(time / MICROS).toFixed(0).padStart(6)} ms  ${name}`);
  }
  return result;
}

/** What the page's thread itself computes meanwhile, in milliseconds, however busy the machine is. */
export async function computed(page, act) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const now = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration').value * 1_000;
  };
  const before = await now();
  await act();
  const after = await now();
  await devtools.detach();
  return after - before;
}
