// Puts an engine, as the compiler leaves it, into the package: node engine.mjs FROM TO. Smaller, and otherwise the same.
import { parse } from 'acorn';
import { minify } from 'terser';
import { readFile, writeFile } from 'node:fs/promises';
import { unchecked } from './squeeze/checks.mjs';
import { withConstructors } from './squeeze/constructors.mjs';
import { withGenerators } from './squeeze/generators.mjs';
import { withClosures } from './squeeze/lambdas.mjs';
import { withMethods } from './squeeze/methods.mjs';
import { inOrder } from './squeeze/order.mjs';
import { read } from './squeeze/program.mjs';
import { withRecords } from './squeeze/records.mjs';
import { replaceRuntime } from './squeeze/runtime.mjs';

const [from, to] = process.argv.slice(2);
const program = read(unchecked(parse(await readFile(from, 'utf8'), { ecmaVersion: 'latest', sourceType: 'module' })));
replaceRuntime(program.tree);
const { code } = await minify(inOrder(withMethods(withConstructors(withClosures(withGenerators(withRecords(program)))))), {
  parse: { spidermonkey: true },
  module: true,
  toplevel: true,
  ecma: 2022,
  compress: { passes: 3, keep_fargs: false, unsafe_arrows: true, pure_getters: true, loops: false, collapse_vars: false },
});
await writeFile(to, code);
