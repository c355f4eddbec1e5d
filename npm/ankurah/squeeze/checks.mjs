// Leaves out what a correct program never notices: that what is null is told of before it is used, and casts.
//
// The host tells of a null as well, in other words, and nothing in the program waits for either error. Bounds of arrays are still
// checked: JavaScript would read beyond them.
import { isCall, rewrite } from './tree.mjs';

const CHECKS = new Set(['$rt_nullCheck', '$rt_castToClass', '$rt_castToInterface']);

export function unchecked(tree) {
  return rewrite(tree, (node) => (isCall(node) && CHECKS.has(node.callee.name) ? node.arguments[0] : undefined));
}
