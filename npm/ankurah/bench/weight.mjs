// What the engine's bytes are, by package and by class: node bench/weight.mjs [what the compiler wrote] [lines]
// A share of the gzipped bytes is by how much they shrink without it, so that shares can be added; what is common to all is left over.
// Names are the compiler's: `acisc_Link` is the class Link of ankurah.core.internal.sync.client. What it lists in one place, texts
// and what classes say of themselves, is of none.
import { parse } from 'acorn';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { squeezed } from '../squeeze/squeeze.mjs';

const [path = fileURLToPath(new URL('../../../web/target/fast/engine/core.mjs', import.meta.url)), lines = '40'] = process.argv.slice(2);

const gzipped = (text) => gzipSync(text, { level: 9 }).length;

/** Where everything stands that has a name at the top, by the name that the compiler gave it. */
function stretches(text, names) {
  const given = new Map(Object.entries(names.vars.props).map(([name, short]) => [short, name.slice(1)]));
  return parse(text, { ecmaVersion: 'latest', sourceType: 'module' }).body
    .flatMap((statement) => statement.declarations ?? [statement])
    .map(({ id, start, end }) => ({ start, end, name: given.get(id?.name) ?? '' }));
}

function print(title, text, all, keyOf) {
  const groups = new Map();
  for (const one of all) {
    const key = keyOf(one.name);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const whole = gzipped(text);
  const rows = [...groups].map(([key, parts]) => {
    let [rest, from, bytes] = ['', 0, 0];
    for (const { start, end } of parts) {
      rest += text.slice(from, start);
      from = end;
      bytes += end - start;
    }
    return { key, bytes, share: whole - gzipped(rest + text.slice(from)) };
  });
  console.log(`\n${'bytes'.padStart(9)}${'gzip'.padStart(9)}  ${title}`);
  for (const { key, bytes, share } of rows.sort((one, other) => other.share - one.share).slice(0, Number(lines))) {
    console.log(`${String(bytes).padStart(9)}${String(share).padStart(9)}  ${key || '(no class)'}`);
  }
}

const names = {};
const text = await squeezed(await readFile(path, 'utf8'), names);
const all = stretches(text, names).sort((one, other) => one.start - other.start);
console.log(`${text.length} B, ${gzipped(text)} B gzip`);
print('package', text, all, (name) => name.split('_')[0]);
print('class', text, all, (name) => name.split('_').slice(0, 2).join('_'));
