// All steps from what the compiler wrote to what is in the package, in the order in which each can rely on those before it.
import { minify } from 'terser';
import { unchecked } from './checks.mjs';
import { withConstructors } from './constructors.mjs';
import { withGenerators } from './generators.mjs';
import { withClosures } from './lambdas.mjs';
import { withMethods } from './methods.mjs';
import { inOrder } from './order.mjs';
import { read } from './program.mjs';
import { withRecords } from './records.mjs';
import { replaceRuntime } from './runtime.mjs';
import { parsed } from './tree.mjs';

/**
 * The text of a smaller module that does the same.
 *
 * @param names gets the name that each function and class was given, as terser's `nameCache`
 */
export async function squeezed(text, names = {}) {
  const program = read(unchecked(parsed(text)));
  replaceRuntime(program.tree);
  const tree = inOrder(withMethods(withConstructors(withClosures(withGenerators(withRecords(program))))));
  const { code } = await minify(tree, {
    parse: { spidermonkey: true },
    module: true,
    toplevel: true,
    ecma: 2022,
    nameCache: names,
    // Getters of objects have no effects here; loops and variables that are written differently each time compress worse.
    compress: { passes: 3, keep_fargs: false, unsafe_arrows: true, pure_getters: true, loops: false, collapse_vars: false },
  });
  return code;
}
