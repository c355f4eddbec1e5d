// What the engine's bytes are, by package and by class: node bench/weight.mjs [the engine] [lines]
// The engine is to be compiled with a source map:
//   mvn -q -B -Dfast -Dteavm.sourceMapsGenerated=true -pl web -am process-classes
// A class's share of the gzipped bytes is by how much they shrink without it, so that shares can be added; what is common to all
// classes, and what belongs to none, is left over.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const [path = fileURLToPath(new URL('../../../web/target/fast/engine/core.mjs', import.meta.url)), lines = '40'] = process.argv.slice(2);
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const LONG = 2_000;
const SUSPENDS = /\$p=0;if\([\w$]+\(\)\)/;

/** The numbers of one segment. */
function numbers(segment) {
  const read = [];
  let value = 0;
  let shift = 0;
  for (const digit of segment) {
    const bits = DIGITS.indexOf(digit);
    value |= (bits & 31) << shift;
    shift += 5;
    if ((bits & 32) === 0) {
      read.push(value & 1 ? -(value >>> 1) : value >>> 1);
      value = 0;
      shift = 0;
    }
  }
  return read;
}

/**
 * Which class each stretch of the text is of: `[from, to, source]`. What the map leaves out, such as the head of a function, is of
 * the class that follows, unless it is long, as the tables of strings and of classes are: that is of none.
 */
function stretches(text, { sources, mappings }) {
  const found = [];
  let source = 0;
  let lineStart = 0;
  let open = { at: 0 };
  const begin = (at, of) => {
    if (at > open.at) {
      found.push([open.at, at, open.of]);
    }
    open = { at, of };
  };
  for (const line of mappings.split(';')) {
    let column = 0;
    for (const segment of line === '' ? [] : line.split(',')) {
      const [columns, sourceStep] = numbers(segment);
      column += columns;
      source += sourceStep ?? 0;
      begin(lineStart + column, sourceStep === undefined ? undefined : sources[source]);
    }
    const end = text.indexOf('\n', lineStart);
    lineStart = end < 0 ? text.length : end + 1;
  }
  begin(text.length, undefined);
  let next;
  for (const stretch of found.reverse()) {
    next = stretch[2] ?? next;
    stretch[2] = stretch[1] - stretch[0] < LONG ? next : stretch[2];
  }
  return found.reverse();
}

/** ankurah/core/internal/live/Window.java is of the package ankurah.core.internal.live. */
function packageOf(source) {
  const name = source.replace(/^.*?org\/teavm\/classlib\/java\//, 'java/').replace(/^.*?org\/threeten\/bp\//, 'java/time/');
  return name.split('/').slice(0, -1).join('.') || name;
}

function weigh(text, all, name) {
  const whole = gzipSync(text).length;
  const sums = new Map();
  for (const [from, to, source] of all) {
    const key = source === undefined ? '(no class)' : name(source);
    sums.set(key, (sums.get(key) ?? 0) + to - from);
  }
  const heavy = [...sums].sort((a, b) => b[1] - a[1]).slice(0, Number(lines));
  for (const [key, raw] of heavy) {
    const rest = all.filter(([, , source]) => (source === undefined ? '(no class)' : name(source)) !== key);
    const without = gzipSync(rest.map(([from, to]) => text.slice(from, to)).join('')).length;
    console.log(`${String(raw).padStart(9)} ${String(whole - without).padStart(8)}  ${key}`);
  }
}

const text = await readFile(path, 'utf8');
const all = stretches(text, JSON.parse(await readFile(`${path}.map`, 'utf8')));
console.log(`${text.length} B, ${gzipSync(text, { level: 9 }).length} B gzip`);
const suspending = text.split(/(?<=[,;])(?=[\w$]+=\(?[\w$,\s]*\)?=>\{)/).filter((part) => SUSPENDS.test(part));
console.log(`${suspending.length} functions that may suspend, ${suspending.reduce((sum, part) => sum + part.length, 0)} B`);
console.log('\n    bytes     gzip  package');
weigh(text, all, packageOf);
console.log('\n    bytes     gzip  class');
weigh(text, all, (source) => source.replace(/\.java$/, ''));
