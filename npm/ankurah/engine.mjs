// Puts an engine, as the compiler leaves it, into the package: node engine.mjs FROM TO. Smaller, and otherwise the same.
//
// The compiler gives every field of every class a name of its own. Here fields are named by their place in their class, so that the same
// few names come again and again, which takes a fourteenth of the gzipped bytes. Then esbuild takes what it can.
import { parse } from 'acorn';
import { transform } from 'esbuild';
import { readFile, writeFile } from 'node:fs/promises';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** The longest name that the compiler makes up. */
const MOST_LETTERS = 4;

/** Calls a function with every node of a syntax tree. */
function visit(node, seen) {
  seen(node);
  for (const child of Object.values(node)) {
    for (const one of Array.isArray(child) ? child : [child]) {
      if (typeof one?.type === 'string') {
        visit(one, seen);
      }
    }
  }
}

/** What `this.name = ..`, or `a.name = ..` behind `let a = this`, sets at the top of a function, and whom it calls with `call`. */
function constructed({ body: { body } }) {
  const fields = [];
  let parent;
  for (const statement of body) {
    const { type, expression } = statement;
    if (type === 'ExpressionStatement' && expression.type === 'AssignmentExpression' && isField(expression.left)) {
      fields.push(expression.left.property.name);
    } else if (type === 'ExpressionStatement' && isSuperCall(expression) && parent === undefined && fields.length === 0) {
      parent = expression.callee.object.name;
    } else if (!(type === 'VariableDeclaration' && statement.declarations.every(({ init }) => init?.type === 'ThisExpression'))) {
      return undefined;
    }
  }
  return { parent, fields };
}

function isField(node) {
  return node.type === 'MemberExpression' && !node.computed && ['Identifier', 'ThisExpression'].includes(node.object.type);
}

function isSuperCall({ type, callee }) {
  return type === 'CallExpression' && callee.type === 'MemberExpression' && callee.property.name === 'call' && callee.object.type === 'Identifier';
}

/** The classes by name. Those without fields are made by a function that takes the class above, and is told by the name of its parameter. */
function classes(tree) {
  const found = new Map();
  const makers = new Set();
  visit(tree, ({ type, id, init }) => {
    if (type === 'VariableDeclarator' && init?.type === 'ArrowFunctionExpression' && init.params[0]?.name === 'superclass') {
      makers.add(id.name);
    }
  });
  visit(tree, (node) => {
    if (node.type === 'FunctionDeclaration' && node.params.length === 0) {
      const made = constructed(node);
      if (made !== undefined) {
        found.set(node.id.name, made);
      }
    } else if (node.type === 'VariableDeclarator' && node.init?.type === 'CallExpression' && makers.has(node.init.callee.name)) {
      found.set(node.id.name, { parent: node.init.arguments[0]?.name, fields: [] });
    }
  });
  return found;
}

/** Whether the compiler made it up: all that a host has so short a name for is words. */
function isMadeUp(name) {
  return name.length <= MOST_LETTERS && /^[a-zA-Z].*[A-Z0-9_$]|^[A-Z]/.test(name) && !(name in Math) && !(name in Number);
}

/** The new name of each field, by its place behind those of the classes above. */
function places(all, taken) {
  const names = free(taken);
  const counts = new Map();
  const count = (name) => {
    const type = all.get(name);
    if (type === undefined) {
      return 0;
    }
    if (!counts.has(name)) {
      counts.set(name, count(type.parent) + type.fields.length);
    }
    return counts.get(name);
  };
  const renamed = new Map();
  for (const { parent, fields } of all.values()) {
    let place = count(parent);
    for (const field of fields) {
      if (isMadeUp(field)) {
        renamed.set(field, names(place));
      }
      place++;
    }
  }
  return renamed;
}

/** Names that nothing has, the shortest first. */
function free(taken) {
  const all = [...LETTERS];
  for (const first of LETTERS) {
    all.push(...[...LETTERS].map((second) => first + second));
  }
  const left = all.filter((name) => !taken.has(name));
  return (place) => left[place];
}

/** The text with its fields named by their place. */
function named(text) {
  const tree = parse(text, { ecmaVersion: 'latest', sourceType: 'module' });
  const all = classes(tree);
  const fields = new Set([...all.values()].flatMap((type) => type.fields));
  const taken = new Set();
  const uses = [];
  visit(tree, ({ type, computed, property, key, value }) => {
    if (type === 'MemberExpression' && !computed) {
      uses.push(property);
    } else if (type === 'Property' && !computed) {
      taken.add(key.name ?? String(key.value));
    } else if (type === 'Literal' && typeof value === 'string') {
      // A method in a table of them, among others.
      value.split(' ').forEach((name) => taken.add(name));
    }
  });
  uses.filter(({ name }) => !fields.has(name)).forEach(({ name }) => taken.add(name));
  [...fields].filter((name) => !isMadeUp(name)).forEach((name) => taken.add(name));
  const byField = places(all, taken);
  let named = '';
  let from = 0;
  for (const { name, start, end } of uses.sort((a, b) => a.start - b.start)) {
    const place = byField.get(name);
    if (place !== undefined && !taken.has(name)) {
      named += text.slice(from, start) + place;
      from = end;
    }
  }
  return named + text.slice(from);
}

const [from, to] = process.argv.slice(2);
const { code } = await transform(named(await readFile(from, 'utf8')), {
  format: 'esm',
  legalComments: 'none',
  minify: true,
  target: 'es2022',
});
await writeFile(to, code);
