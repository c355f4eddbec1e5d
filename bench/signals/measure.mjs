// node measure.mjs LIBRARY: one line for each shape, "shape millions-of-edges-a-second", in seconds of the processor as
// in ankurah.bench.signals.SignalsBench.
import { libraries } from './libraries.mjs';
import { shapes } from './shapes.mjs';

const library = libraries[process.argv[2]];
const WARM_MILLIS = 800;
const MEASURED_MILLIS = 700;
let n = 0;

function processorMillis() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function rate(shape, millis) {
  const begin = processorMillis();
  let edges = 0;
  let spent;
  do {
    shape.step(++n);
    edges += shape.edges;
    spent = processorMillis() - begin;
  } while (spent < millis);
  if (!shape.ok(n)) throw new Error('wrong result');
  return edges / spent / 1000;
}

for (const [name, build] of Object.entries(shapes(library, library.set))) {
  n = 0;
  const shape = build();
  rate(shape, WARM_MILLIS);
  console.log(name, rate(shape, MEASURED_MILLIS).toFixed(2));
}
