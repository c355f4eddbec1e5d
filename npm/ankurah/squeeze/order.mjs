// Puts what is alike side by side, which takes gzip a twentieth: it finds what was said before only in the last 32 KiB.
//
// Classes first, the small ones by what they are below and by their shape, the large ones by their package; then functions by their
// shape; then variables. A shape is what kinds of nodes follow each other. Functions only run when all of it is there, so only that a
// class is behind the one it is below has to be kept. Texts are numbered as they come then, since numbers that are near are alike, too.
import { isCall, literal, visit } from './tree.mjs';

/** A class whose shape is shorter is told by it. */
const SMALL = 400;
/** Behind so much of a shape two functions are alike enough. */
const ENOUGH = 400;
/** What the compiler names after a class: `acb_Link_close`. */
const OF_PROGRAM = /^[a-z]+_[A-Z]/;

const declaredName = ({ id, declarations }) => id?.name ?? declarations?.[0].id.name;

/** Whether a statement only makes a function, which nothing has to be there for. */
const isFunction = ({ declarations }) => declarations?.[0].init?.type === 'ArrowFunctionExpression';

const isOfProgram = (statement) => OF_PROGRAM.test(declaredName(statement) ?? '');

/** The kinds of the nodes of a tree, one behind the other, up to a length. */
function shape(tree, most) {
  let kinds = '';
  visit(tree, ({ type, value }) => {
    if (kinds.length < most) {
      kinds += type.slice(0, 3) + type.slice(-2) + (type === 'Literal' ? typeof value : '');
    }
  });
  return kinds.slice(0, most);
}

/** What statements are sorted by. */
function rank(statement) {
  const [folder] = declaredName(statement).split('_');
  if (statement.type !== 'ClassDeclaration') {
    return isFunction(statement) ? `2${shape(statement, ENOUGH)}` : `3${folder}`;
  }
  const kinds = shape(statement, SMALL);
  return kinds.length < SMALL ? `0${statement.superClass?.name}${kinds}` : `1${folder}${declaredName(statement)}`;
}

function sorted(statements) {
  const ranks = new Map(statements.map((one) => [one, rank(one)]));
  // The sort is stable: what is equal stays in the order of the compiler.
  return [...statements].sort((one, other) => (ranks.get(one) < ranks.get(other) ? -1 : ranks.get(one) > ranks.get(other) ? 1 : 0));
}

/** The same statements, each class behind the one it is below. */
function behindParents(statements) {
  const byName = new Map(statements.map((one) => [declaredName(one), one]));
  const put = new Set();
  const add = (statement) => {
    const parent = byName.get(statement.superClass?.name);
    if (parent !== undefined && !put.has(parent)) {
      add(parent);
    }
    put.add(statement);
  };
  statements.forEach(add);
  return [...put];
}

function numberStrings(tree) {
  const { arguments: [pool] } = tree.body.find(({ expression }) => isCall(expression, '$rt_stringPool')).expression;
  const numbers = new Map();
  visit(tree, (node) => {
    if (isCall(node, '$rt_s')) {
      const [{ value }] = node.arguments;
      if (!numbers.has(value)) {
        numbers.set(value, numbers.size);
      }
      node.arguments = [literal(numbers.get(value))];
    }
  });
  pool.elements = [...numbers.keys()].map((number) => pool.elements[number]);
}

/** Gives the tree back. */
export function inOrder(tree) {
  const [start, end] = [tree.body.findIndex(isOfProgram), tree.body.findLastIndex(isOfProgram)];
  const [before, within, behind] = [tree.body.slice(0, start), tree.body.slice(start, end + 1), tree.body.slice(end + 1)];
  const others = within.filter((one) => !isOfProgram(one));
  tree.body = [
    ...before,
    ...others.filter(isFunction),
    ...behindParents(sorted(within.filter(isOfProgram))),
    // Which makes classes of arrays, for one.
    ...others.filter((one) => !isFunction(one)),
    ...behind,
  ];
  numberStrings(tree);
  return tree;
}
