// node run.mjs ROUNDS -- JAVA ARGUMENTS...: every library in a process of its own, in turn, for so many rounds; then the
// median of each shape with the least and the most, in millions of edges a second.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { libraries } from './libraries.mjs';

const rounds = Number(process.argv[2]);
const java = process.argv.slice(4);
const measure = fileURLToPath(new URL('measure.mjs', import.meta.url));
const contenders = {
  ankurah: [...java, 'ankurah'],
  ...Object.fromEntries(Object.keys(libraries).map(name => [name, [process.execPath, measure, name]])),
  RxJava: [...java, 'rxjava'],
};

const results = {};
const order = [];
for (let round = 1; round <= rounds; round++) {
  for (const [name, [command, ...args]] of Object.entries(contenders)) {
    const lines = execFileSync(command, args, { encoding: 'utf8' }).trim().split('\n');
    for (const line of lines) {
      const [shape, rate] = line.split(' ');
      if (!results[shape]) order.push(shape);
      ((results[shape] ??= {})[name] ??= []).push(Number(rate));
    }
    console.error(`round ${round}, ${name}: ${lines.join(', ')}`);
  }
}

function cell(rates) {
  if (!rates) return '-';
  const sorted = rates.toSorted((a, b) => a - b);
  const median = sorted[sorted.length >> 1];
  return `${median.toFixed(1)} (${sorted[0].toFixed(1)}-${sorted.at(-1).toFixed(1)})`;
}

const names = Object.keys(contenders);
console.log(`million edges a second of processor time, median of ${rounds} rounds (least-most)\n`);
console.log(`| shape | ${names.join(' | ')} |`);
console.log(`|---|${names.map(() => '--:|').join('')}`);
for (const shape of order) {
  console.log(`| ${shape} | ${names.map(name => cell(results[shape][name])).join(' | ')} |`);
}
